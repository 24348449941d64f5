using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Notices;

/// <summary>Draws a notice as a letter: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed class NoticeComposer
{
    private readonly ReminderNotice _notice;
    private readonly DocumentCulture _culture;
    private readonly NoticeTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal NoticeComposer(ReminderNotice notice, DocumentAssets assets)
    {
        _notice = notice;
        _letterhead = new Letterhead(
            Stationery.Of(notice.Seller, notice.Language, assets), notice.Language, Title, DocumentCulture.Of(notice.Language).Date(notice.Date), notice.Customer.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Notice);
    }

    private Func<DocumentTexts, string> Title => _notice switch
    {
        { IsOfMissedInstalments: true } => texts => texts.Email.MissedHeading,
        { Items.Count: 0 } => texts => texts.Email.InstalmentHeading,
        { Stage: ReminderStage.PaymentReminder } => texts => texts.Email.ReminderHeading,
        { Stage: ReminderStage.OverdueNotice } => texts => texts.Email.OverdueHeading,
        _ => texts => texts.Email.FinalHeading,
    };

    private string Intro => _notice switch
    {
        { IsOfMissedInstalments: true } => _texts.MissedIntro,
        { Items.Count: 0 } => _texts.InstalmentIntro,
        { Stage: ReminderStage.PaymentReminder, Voice: NoticeTone.Friendly } => _texts.ReminderIntro,
        { Stage: ReminderStage.PaymentReminder } => _texts.ReminderFirmIntro,
        { Stage: ReminderStage.OverdueNotice, Voice: NoticeTone.Friendly } => _texts.OverdueFriendlyIntro,
        { Stage: ReminderStage.OverdueNotice, Voice: NoticeTone.Firm } => _texts.OverdueIntro,
        { Stage: ReminderStage.OverdueNotice } => _texts.OverdueFinalIntro,
        { Voice: NoticeTone.Final } => _texts.FinalIntro,
        _ => _texts.FinalFirmIntro,
    };

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _notice.Date, slip: Payable is { } payable ? SwissPaymentPart.For(payable, _culture) : null);

    private PayableAmount? Payable => _notice.Payment is { } payment ? new PayableAmount(_notice.Seller.ToParty(), _notice.Customer.ToParty(), payment, _notice.PaidAtOnce) : null;

    private IEnumerable<Block> ComposeBody()
    {
        foreach (var block in _letterhead.Opening(texts => texts.Notice.Customer, Details()))
            yield return block;
        yield return Paragraphs(_texts.Greeting, Intro);
        yield return new Space(12);
        if (_notice.Items.Count > 0)
        {
            yield return ComposeItems();
            yield return new Space(14);
            yield return ComposeTotal();
            yield return new Space(12);
        }
        if (_notice.Instalments.Count > 0)
        {
            if (_notice.Items.Count > 0)
                yield return Paragraphs(_texts.InstalmentsAlso);
            yield return ComposeInstalments();
            yield return new Space(12);
        }
        if (Payable is { } payable)
        {
            yield return PaymentBox.Compose(_letterhead, _culture, _look, payable, []);
            yield return new Space(12);
        }
        yield return ComposeEnd();
    }

    private List<(string Label, string Value)> Details()
    {
        var rows = new List<(string Label, string Value)> { (_letterhead.Both(texts => texts.Notice.Date), _culture.Date(_notice.Date)) };
        if (_notice.Customer.Reference.Length > 0)
            rows.Add((_letterhead.Both(texts => texts.Letterhead.OrderReference), _notice.Customer.Reference));
        return rows;
    }

    private Table ComposeItems() => new(
        [
            new(_texts.Invoice, Align.Start, 0, 1),
            new(_texts.InvoiceDate, Align.Figures, 120),
            new(_texts.DueDate, Align.Figures, 120),
            new(_texts.DaysOverdue, Align.Figures, 80),
            new(_culture.Fill(_texts.Open, _notice.Total.Currency.Code), Align.Figures, 110),
        ],
        [.. _notice.Items.Select(item => new Block[]
        {
            Text(item.Number, _look.Body, null),
            Text(_culture.Date(item.IssueDate), _look.Figure, null, Align.Figures),
            Text(_culture.Date(item.DueDate), _look.Figure, null, Align.Figures),
            item.IsOverdue ? Text(_culture.Quantity(item.DaysOverdue), _look.Figure, null, Align.Figures) : new Space(0),
            Text(_culture.Amount(item.Open), _look.Figure, null, Align.Figures),
        })],
        Rows());

    private Frame ComposeTotal() => _letterhead.Panel(new Stack(
        [
            Text(_notice.Deadline is { } deadline ? _culture.Fill(_texts.TotalBy, _culture.Date(deadline)) : _texts.Total, _look.Label, StructureRole.Paragraph),
            Text(_culture.AmountWithCurrency(_notice.Total), _look.Due, StructureRole.Paragraph, leading: 1.25f),
        ],
        1));

    private Table ComposeInstalments() => new(
        [
            new(_texts.Instalment, Align.Start, 0, 1),
            new(_texts.PayBy, Align.Figures, 230),
            new(_culture.Fill(_texts.Amount, _notice.Total.Currency.Code), Align.Figures, 110),
        ],
        [.. _notice.Instalments.Select(instalment => new Block[]
        {
            Text(Named(instalment), _look.Body, null),
            Text(DayOf(instalment), _look.Figure, null, Align.Figures),
            Text(_culture.Amount(instalment.ToPay), _look.Figure, null, Align.Figures),
        })],
        Rows());

    private string Named(DueInstalment instalment) => instalment switch
    {
        { Number.Length: 0 } => _culture.Texts.Email.Promised,
        { No: 0 } => _culture.Fill(_culture.Texts.Email.DepositOf, instalment.Number),
        _ => _culture.Fill(_culture.Texts.Email.InstalmentOf, instalment.No, instalment.Of, instalment.Number),
    };

    private string DayOf(DueInstalment instalment) => instalment.GraceEndsOn is { } last
        ? _culture.Fill(_culture.Texts.Email.AtTheLatest, _culture.Date(instalment.DueOn), _culture.Date(last))
        : _culture.Date(instalment.DueOn);

    // The consequence belongs to the deadline; who never heard of one is not threatened.
    private Stack ComposeEnd()
    {
        var contact = _notice.Seller.Contact;
        return Paragraphs(
            _notice is { Stage: ReminderStage.FinalNotice, Items.Count: > 0, Deadline: not null } ? _texts.FinalConsequence : "",
            _texts.AlreadyPaid,
            contact.Phone.Length > 0 ? _culture.Fill(_texts.QuestionsPhone, contact.Email, contact.Phone) : _culture.Fill(_texts.Questions, contact.Email),
            $"{_texts.Closing}\n{_notice.Seller.Name}");
    }

    private Stack Paragraphs(params string[] texts) =>
        new([.. texts.Where(text => text.Length > 0).Select(text => Text(text, _look.Body, StructureRole.Paragraph))], 8, true);

    private TableLook Rows() => new(_look.Label, 14, 5, _look.Hairline, _look.Accent);
}
