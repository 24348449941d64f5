using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Arrangements;

/// <summary>Draws an instalment plan as it was agreed: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed class ArrangementComposer
{
    private const float SignatureRoom = 34;

    private readonly IssuedArrangement _issued;
    private readonly DocumentCulture _culture;
    private readonly ArrangementTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal ArrangementComposer(IssuedArrangement issued, DocumentAssets assets)
    {
        _issued = issued;
        var language = issued.Seller.LanguageFor(issued.Buyer);
        _letterhead = new Letterhead(Stationery.Of(issued.Seller, language, assets), language, texts => texts.Arrangement.Title, issued.Number, issued.Buyer.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Arrangement);
    }

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _issued.IssueDate);

    private IEnumerable<Block> ComposeBody()
    {
        foreach (var block in _letterhead.Opening(texts => texts.Arrangement.Customer, Details()))
            yield return block;
        yield return ComposeStatement();
        yield return new Space(20);
        yield return _letterhead.Heading(texts => texts.Arrangement.Covered);
        yield return new Space(2);
        yield return new Ended(ComposeInvoices(), ComposeTotal(_letterhead.Both(texts => texts.Arrangement.OpenTotal)));
        yield return new Space(18);
        yield return _letterhead.Heading(texts => texts.Arrangement.Instalments);
        yield return new Space(2);
        yield return new Ended(ComposeInstalments(), ComposeTotal(_letterhead.Both(texts => texts.Arrangement.Total)));
        yield return new Space(18);
        yield return ComposeAgreement();
    }

    private List<(string Label, string Value)> Details()
    {
        var rows = new List<(string Label, string Value)>
        {
            (_letterhead.Both(texts => texts.Arrangement.AgreedOn), _culture.Date(_issued.IssueDate)),
            (_letterhead.Both(texts => texts.Arrangement.LastDueOn), _culture.Date(_issued.Instalments[^1].DueOn)),
            (_letterhead.Both(texts => texts.Letterhead.OrderReference), _issued.Buyer.Reference),
        };
        return [.. rows.Where(row => row.Value.Length > 0)];
    }

    private Frame ComposeStatement() => _letterhead.Panel(new Stack(
        [
            Text(_culture.Fill(_texts.Intro, _issued.Seller.Name, _issued.Buyer.Name), _look.Label, StructureRole.Paragraph),
            Text(_culture.AmountWithCurrency(_issued.Covered), _look.Due, StructureRole.Paragraph, leading: 1.25f),
        ],
        2));

    private Table ComposeInvoices() => new(
        [
            new(_letterhead.Both(texts => texts.Arrangement.Invoice), Align.Start, 0, 1),
            new(_letterhead.Both(texts => texts.Arrangement.InvoiceDate), Align.Figures, 110),
            new(_letterhead.Both(texts => texts.Arrangement.DueDate), Align.Figures, 110),
            new(_letterhead.Both(texts => texts.Arrangement.Open, _issued.Covered.Currency.Code), Align.Figures, 110),
        ],
        [.. _issued.Invoices.Select(invoice => new Block[]
        {
            Text(invoice.Number, _look.Body, null),
            Text(_culture.Date(invoice.IssueDate), _look.Figure, null, Align.Figures),
            Text(_culture.Date(invoice.DueDate), _look.Figure, null, Align.Figures),
            Text(_culture.Amount(invoice.Balance), _look.Figure, null, Align.Figures),
        })],
        Rows());

    private Table ComposeInstalments() => new(
        [
            new(_letterhead.Both(texts => texts.Arrangement.Instalment), Align.Start, 0, 1),
            new(_letterhead.Both(texts => texts.Arrangement.PayBy), Align.Figures, 160),
            new(_letterhead.Both(texts => texts.Arrangement.Amount, _issued.Covered.Currency.Code), Align.Figures, 110),
        ],
        [.. _issued.Instalments.Select(instalment => new Block[]
        {
            Text(instalment.No == 0 ? _texts.Deposit : _culture.Quantity(instalment.No), _look.Body, null),
            Text(_culture.Date(instalment.DueOn), _look.Figure, null, Align.Figures),
            Text(_culture.Amount(instalment.Amount), _look.Figure, null, Align.Figures),
        })],
        Rows());

    private Table ComposeTotal(string label) => new(
        [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
        [[Text(label, _look.StrongFigure, null), Text(_culture.AmountWithCurrency(_issued.Covered), _look.StrongFigure, null, Align.Figures)]],
        new TableLook(null, 14, 5, null));

    // What is signed stands above the signatures, not on a page before them.
    private Stack ComposeAgreement() => new([ComposeTerms(), new Space(14), ComposePayment(), new Space(14), ComposeSignatures()], 0, true);

    private Stack ComposeTerms()
    {
        var blocks = new List<Block> { _letterhead.Heading(texts => texts.Arrangement.Terms) };
        AddText(blocks, _texts.WhileKept, _look.Body);
        AddText(blocks, GraceText(), _look.Body);
        AddText(blocks, _texts.Earlier, _look.Body);
        return new Stack(blocks, 4, true);
    }

    private string GraceText() => _issued.GraceDays switch
    {
        0 => _texts.NoGrace,
        var days => _culture.Fill(_texts.Grace, days),
    };

    private Frame ComposePayment()
    {
        var texts = _culture.Texts.Payment;
        var payment = new PaymentInstructions(_issued.Seller.BankFor(_issued.Covered.Currency), _issued.Number, null);
        return _letterhead.Panel(new Stack([_letterhead.Heading(known => known.Payment.Heading), _letterhead.Labelled(texts.Lines(payment), Align.Start)], 4, true));
    }

    private Columns ComposeSignatures() => new(
        [
            (ColumnWidth.ShareOf(1), ComposeSignature(_issued.Seller.Name)),
            (ColumnWidth.ShareOf(1), ComposeSignature(_issued.Buyer.Name)),
        ],
        40);

    private Stack ComposeSignature(string name) => new(
        [
            Text(_culture.Fill(_texts.SignedFor, name), _look.Label, StructureRole.Paragraph),
            new Space(SignatureRoom),
            new Rule(0.6f, _look.Accent),
            new Space(3),
            Text(_texts.PlaceAndDate, _look.Small, StructureRole.Paragraph),
        ],
        0, true);

    private TableLook Rows() => new(_look.Label, 14, 4, _look.Hairline, _look.Accent);
}
