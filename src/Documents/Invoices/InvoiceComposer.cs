using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;
using Billing.Documents.Texts;
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
        _culture = DocumentCulture.Of(document.Language);
        _texts = _culture.Texts.Invoice;
        _look = new DocumentLook(document.AccentColour);
        var (number, title) = document.Number.Length > 0 ? (document.Number, $"{KindTitle} {document.Number}") : (_texts.Draft, $"{KindTitle} ({_texts.Draft})");
        _letterhead = new Letterhead(_culture, _look, KindTitle, number, title, document.Seller, document.Logo, document.LegalFooter);
    }

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _document.IssueDate, _document.IsDraft ? DrawWatermark : null, _document.Data, Payable is { } payable ? SwissPaymentPart.For(payable, _culture) : null);

    private PayableAmount? Payable => _document.Payment is { } payment ? new PayableAmount(_document.Seller, _document.Buyer, payment, _document.Totals.Due) : null;

    private string KindTitle => _document.Kind switch
    {
        IssuedKind.Invoice => _texts.InvoiceTitle,
        IssuedKind.CreditNote => _texts.CreditNoteTitle,
        IssuedKind.Cancellation => _texts.CancellationTitle,
        _ => _texts.VoidNumberTitle,
    };

    private IEnumerable<Block> ComposeBody()
    {
        yield return _letterhead.Head();
        yield return new Space(26);
        yield return _letterhead.Parties(_texts.BillTo, _document.Buyer, Details());
        yield return new Space(22);
        if (ComposeStatement() is { } statement)
        {
            yield return statement;
            yield return new Space(20);
        }
        if (_document.Lines.Count > 0)
        {
            yield return ComposeTable();
            if (_document.Lines.Any(l => l.TaxIncluded))
            {
                yield return new Space(6);
                yield return Text(_document.Lines.All(l => l.TaxIncluded) ? _texts.PricesIncludeTax : _texts.SomePricesIncludeTax, _look.Small, StructureRole.Paragraph);
            }
            yield return new Space(14);
            yield return ComposeSums();
            yield return new Space(20);
        }
        foreach (var note in ComposeNotes())
        {
            yield return note;
            yield return new Space(8);
        }
        if (Payable is { } payable)
        {
            yield return new Space(6);
            yield return PaymentBox.Compose(_letterhead, _culture, _look, payable, ComposeOffers());
        }
    }

    private List<(string, string)> Details()
    {
        var rows = new List<(string, string)>();
        if (_document.Number.Length > 0)
            rows.Add((_culture.Texts.Letterhead.Number, _document.Number));
        rows.Add((_culture.Texts.Letterhead.IssueDate, _culture.Date(_document.IssueDate)));
        if (_document.DueDate is { } due)
            rows.Add((_texts.DueDate, _culture.Date(due)));
        if (_document.Replaces.Length > 0)
            rows.Add((_texts.Replaces, _document.Replaces));
        if (_document.PurchaseOrder.Length > 0)
            rows.Add((_texts.PurchaseOrder, _document.PurchaseOrder));
        if (_document.OrderReference.Length > 0 && _document.OrderReference != _document.PurchaseOrder)
            rows.Add((_culture.Texts.Letterhead.OrderReference, _document.OrderReference));
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
        yield return Text(_texts.Notes, _look.Heading, StructureRole.Heading2);
        foreach (var note in _document.TaxNotes.Append(_document.Memo).Where(n => n.Length > 0))
            yield return Text(note, _look.Body, StructureRole.Paragraph);
    }

    private IEnumerable<Block> ComposeOffers()
    {
        if (_document.EarlyPayment is { } offer)
            yield return Text(_culture.Fill(_culture.Texts.Payment.EarlyPayment, _culture.Date(offer.Until), _culture.Percent(offer.Percent), _culture.AmountWithCurrency(offer.Amount)), _look.Body, StructureRole.Paragraph);
    }

    private void DrawWatermark(Canvas canvas)
    {
        var style = new TextStyle(120, _look.Watermark, true);
        var words = Itemizer.Itemize([new SpanFont(_texts.Draft.ToUpperInvariant(), true, false)], out _).Select(s => s.Word).ToList();
        const float angle = 45;
        var width = words.Sum(w => w.Width(style.Size)) * MathF.Cos(angle * MathF.PI / 180);
        canvas.Text((canvas.Page.Width - width) / 2 + 30, (canvas.Page.Height + width) / 2 + 30, words[0].Face, style.Size, style.Color, words, angle);
    }
}
