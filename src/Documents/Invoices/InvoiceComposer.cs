using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Invoices;

/// <summary>Draws an invoice: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed partial class InvoiceComposer
{
    private readonly InvoiceDocument _document;
    private readonly DocumentCulture _culture;
    private readonly InvoiceTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal InvoiceComposer(InvoiceDocument document)
    {
        _document = document;
        _letterhead = new Letterhead(document.Stationery, document.Language, KindTitle, document.Number, document.Buyer);
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Invoice);
    }

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _document.IssueDate, Watermark, _document.Data, Payable is { } payable ? SwissPaymentPart.For(payable, _culture) : null);

    private PayableAmount? Payable => _document.Payment is { } payment ? new PayableAmount(_document.Seller, _document.Buyer, payment, _document.Totals.Due) : null;

    private string Watermark => _document.IsDraft ? _texts.Draft : _document.Kind is IssuedKind.VoidNumber ? _texts.Void : "";

    private Func<DocumentTexts, string> KindTitle => _document.Kind switch
    {
        IssuedKind.Invoice => texts => texts.Invoice.InvoiceTitle,
        IssuedKind.LateCharge => texts => texts.Invoice.LateChargeTitle,
        IssuedKind.CreditNote => texts => texts.Invoice.CreditNoteTitle,
        IssuedKind.Cancellation => texts => texts.Invoice.CancellationTitle,
        _ => texts => texts.Invoice.VoidNumberTitle,
    };

    private TemplateTexts? OwnTexts => _document.Kind is IssuedKind.Invoice ? _document.Template.TextsIn(_culture.TextLanguage) : null;

    private IEnumerable<Block> ComposeBody()
    {
        foreach (var block in _letterhead.Opening(texts => texts.Invoice.BillTo, Details()))
            yield return block;
        if (OwnTexts is { Intro.Length: > 0 } own)
        {
            yield return Text(own.Intro, _look.Body, StructureRole.Paragraph);
            yield return new Space(14);
        }
        if (ComposeStatement() is { } statement)
        {
            yield return statement;
            yield return new Space(16);
        }
        if (_document.Lines.Count > 0)
        {
            yield return new Ended(ComposeTable(), ComposeEnd());
            yield return new Space(14);
        }
        foreach (var note in ComposeNotes())
        {
            yield return note;
            yield return new Space(8);
        }
        if (Payable is { } payable)
        {
            yield return new Space(2);
            yield return PaymentBox.Compose(_letterhead, _culture, _look, payable, ComposeOffers());
        }
        if (OwnTexts is { Closing.Length: > 0 } last)
        {
            yield return new Space(14);
            yield return Text(last.Closing, _look.Body, StructureRole.Paragraph);
        }
    }

    // What stands below the lines stays with the last of them.
    private Stack ComposeEnd()
    {
        var blocks = new List<Block>();
        if (_document.Lines.Any(l => l.TaxIncluded))
        {
            blocks.Add(new Space(6));
            blocks.Add(Text(_document.Lines.All(l => l.TaxIncluded) ? _texts.PricesIncludeTax : _texts.SomePricesIncludeTax, _look.Small, StructureRole.Paragraph));
        }
        return new Stack([.. blocks, new Space(12), ComposeSums()]);
    }

    private List<(string, string)> Details()
    {
        var rows = new List<(string, string)>();
        rows.Add((_letterhead.Both(texts => texts.Letterhead.IssueDate), _culture.Date(_document.IssueDate)));
        if (_document.DueDate is { } due)
            rows.Add((_letterhead.Both(texts => texts.Invoice.DueDate), _culture.Date(due)));
        if (_document.Replaces.Length > 0)
            rows.Add((_letterhead.Both(texts => texts.Invoice.Replaces), _document.Replaces));
        if (_document.PurchaseOrder.Length > 0)
            rows.Add((_letterhead.Both(texts => texts.Invoice.PurchaseOrder), _document.PurchaseOrder));
        if (_document.OrderReference.Length > 0 && _document.OrderReference != _document.PurchaseOrder)
            rows.Add((_letterhead.Both(texts => texts.Letterhead.OrderReference), _document.OrderReference));
        return rows;
    }

    private Frame? ComposeStatement()
    {
        if (_document.Kind is IssuedKind.Cancellation or IssuedKind.CreditNote or IssuedKind.VoidNumber)
        {
            var statement = Text(StatementText(), _look.Strong, StructureRole.Paragraph);
            return _letterhead.Panel(_document.Kind is IssuedKind.CreditNote { Corrects.Reason: { } reason }
                ? new Stack([statement, Text(_culture.Fill(_culture.Texts.Reason.Line, _culture.Texts.Reason.For(reason)), _look.Label, StructureRole.Paragraph)], 2)
                : statement);
        }

        if (_document.DueDate is not { } due || _document.IsDraft)
            return _document.IsDraft ? null : _letterhead.Panel(Text(_texts.NothingDue, _look.Strong, StructureRole.Paragraph));
        var left = new Stack(
            [
                Text(_culture.Fill(_texts.DueBy, _culture.Date(due)), _look.Label, StructureRole.Paragraph),
                Text(_culture.AmountWithCurrency(_document.Totals.Due), _look.Due, StructureRole.Paragraph, leading: 1.25f),
            ],
            1);
        if (_document.Payment?.WebLink is not { } link)
            return _letterhead.Panel(left);
        var button = new Stack([new Space(8), LinkText(_culture.Texts.Payment.Online, link, Align.End)]);
        return _letterhead.Panel(new Columns([(ColumnWidth.ShareOf(3), left), (ColumnWidth.ShareOf(1), button)], 12));
    }

    private string StatementText() => _document.Kind switch
    {
        IssuedKind.Cancellation { Voids: { IssueDate: { } date } voided } => _culture.Fill(_texts.CancelsDated, voided.Number, _culture.Date(date)),
        IssuedKind.Cancellation { Voids: var voided } => _culture.Fill(_texts.Cancels, voided.Number),
        IssuedKind.CreditNote { Corrects: { IssueDate: { } date } corrected } =>
            _culture.Fill(_texts.CorrectsDated, corrected.Number, _culture.Date(date)),
        IssuedKind.CreditNote { Corrects: var corrected } => _culture.Fill(_texts.Corrects, corrected.Number),
        _ => _texts.VoidNumberNote,
    };

    private IEnumerable<Block> ComposeNotes()
    {
        if (_document.Memo.Length == 0 && _document.TaxNotes.Count == 0)
            yield break;
        yield return _letterhead.Heading(texts => texts.Invoice.Notes);
        foreach (var note in _document.TaxNotes.Append(_document.Memo).Where(n => n.Length > 0))
            yield return Text(note, _look.Body, StructureRole.Paragraph);
    }

    private IEnumerable<Block> ComposeOffers()
    {
        if (_document.EarlyPayment is { } offer)
            yield return Text(_culture.Fill(_culture.Texts.Payment.EarlyPayment, _culture.Date(offer.Until), _culture.Percent(offer.Percent), _culture.AmountWithCurrency(offer.Amount)), _look.Body, StructureRole.Paragraph);
    }
}
