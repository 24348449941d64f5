using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Syntax;
using Billing.Documents.Pdf.Text;
using Billing.Documents.Texts;

namespace Billing.Documents.Invoices;

/// <summary>Draws an invoice: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed partial class InvoiceComposer
{
    private const float LogoWidth = 170;
    private const float LogoHeight = 46;

    private readonly InvoiceDocument _document;
    private readonly DocumentCulture _culture;
    private readonly InvoiceTexts _texts;
    private readonly InvoiceLook _look;

    internal InvoiceComposer(InvoiceDocument document)
    {
        _document = document;
        _culture = DocumentCulture.Of(document.Language);
        _texts = _culture.Texts.Invoice;
        _look = new InvoiceLook(document.AccentColour);
    }

    internal string Language => _culture.TextLanguage;

    /// <summary>What the document is called, with its number if it has one.</summary>
    internal string Title => _document.Number.Length > 0 ? $"{KindTitle} {_document.Number}" : $"{KindTitle} ({_texts.Draft})";

    private string KindTitle => _document.Kind switch
    {
        IssuedKind.Invoice => _texts.InvoiceTitle,
        IssuedKind.CreditNote => _texts.CreditNoteTitle,
        IssuedKind.Cancellation => _texts.CancellationTitle,
        _ => _texts.VoidNumberTitle,
    };

    internal PageFrame ComposeFrame() => new()
    {
        ContinuationHeader = ComposeContinuationHeader(),
        Footer = ComposeFooter,
        Imprint = ComposeImprint(),
        Background = _document.IsDraft ? DrawWatermark : null,
    };

    internal IEnumerable<Block> ComposeBody()
    {
        yield return ComposeHeader();
        yield return new Space(26);
        yield return ComposeParties();
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
        if (_document.Payment is not null)
        {
            yield return new Space(6);
            yield return ComposePayment(_document.Payment);
        }
    }

    private Columns ComposeHeader()
    {
        var title = new Stack(
            [
                Text(KindTitle, _look.Title, StructureRole.Heading1, Align.Right, 1.15f),
                Text(_document.Number.Length > 0 ? _document.Number : _texts.Draft, _look.Label, StructureRole.Paragraph, Align.Right),
            ],
            2);
        return new Columns([(ColumnWidth.ShareOf(1), ComposeBrand()), (ColumnWidth.ShareOf(1), title)], 20);
    }

    private Block ComposeBrand()
    {
        if (_document.Logo is not { } logo)
            return Text(_document.Seller.Name, _look.SellerName, StructureRole.Paragraph);
        var (width, height) = PngImage.Size(logo.Png.Span);
        return new PictureBlock(
            new Picture(logo.Png, width, height), LogoWidth, LogoHeight, _culture.Fill(_texts.LogoOf, _document.Seller.Name), Align.Left);
    }

    private Columns ComposeParties() => new(
        [
            (ColumnWidth.ShareOf(9), ComposeParty(_texts.From, _document.Seller)),
            (ColumnWidth.ShareOf(9), ComposeParty(_texts.BillTo, _document.Buyer)),
            (ColumnWidth.ShareOf(13), ComposeDetails()),
        ],
        22);

    private Stack ComposeParty(string heading, DocumentParty party)
    {
        var lines = PostalLines.Of(party.Address).ToList();
        var contact = party == _document.Seller ? new[] { party.Email, party.Phone, party.Website } : [party.Email];
        var blocks = new List<Block>
        {
            Text(heading, _look.Heading, StructureRole.Heading2),
            new Space(3),
            Text(party.Name, _look.Strong, StructureRole.Paragraph),
            Text(string.Join('\n', lines), _look.Body, StructureRole.Paragraph),
        };
        AddText(blocks, string.Join('\n', contact.Where(c => c.Length > 0)), _look.Small);
        AddText(blocks, string.Join('\n', party.TaxIds.Select(t => $"{t.Label} {t.Value}")), _look.Small);
        return new Stack(blocks, 1);
    }

    private Stack ComposeDetails()
    {
        var rows = new List<(string, string)>();
        if (_document.Number.Length > 0)
            rows.Add((_texts.Number, _document.Number));
        rows.Add((_texts.IssueDate, _culture.Date(_document.IssueDate)));
        if (_document.DueDate is { } due)
            rows.Add((_texts.DueDate, _culture.Date(due)));
        if (_document.Replaces.Length > 0)
            rows.Add((_texts.Replaces, _document.Replaces));
        if (_document.PurchaseOrder.Length > 0)
            rows.Add((_texts.PurchaseOrder, _document.PurchaseOrder));
        if (_document.OrderReference.Length > 0 && _document.OrderReference != _document.PurchaseOrder)
            rows.Add((_texts.OrderReference, _document.OrderReference));
        // The other two columns have a heading; an empty line of the same height aligns the first row with theirs.
        return new Stack([new Space((_look.Heading.Size * 1.35f) + 3), ComposeLabelled(rows, Align.Right)]);
    }

    private Frame? ComposeStatement()
    {
        if (_document.Kind is IssuedKind.Cancellation or IssuedKind.CreditNote or IssuedKind.VoidNumber)
        {
            var statement = Text(StatementText(), _look.Strong, StructureRole.Paragraph);
            return Panel(_document.Kind is IssuedKind.CreditNote { Corrects.Reason: { } reason }
                ? new Stack([statement, Text(_culture.Fill(_culture.Texts.Reason.Line, _culture.Texts.Reason.For(reason)), _look.Label, StructureRole.Paragraph)], 2)
                : statement);
        }

        if (_document.DueDate is not { } due || _document.IsDraft)
            return _document.IsDraft ? null : Panel(Text(_texts.NothingDue, _look.Strong, StructureRole.Paragraph));
        var left = new Stack(
            [
                Text(_culture.Fill(_texts.DueBy, _culture.Date(due)), _look.Label, StructureRole.Paragraph),
                Text(_culture.AmountWithCurrency(_document.Totals.Due), _look.Due, StructureRole.Paragraph, leading: 1.25f),
            ],
            1);
        if (_document.Payment?.WebLink is not { } link)
            return Panel(left);
        var button = new Stack([new Space(8), LinkText(_culture.Texts.Payment.Online, link, Align.Right)]);
        return Panel(new Columns([(ColumnWidth.ShareOf(3), left), (ColumnWidth.ShareOf(1), button)], 12));
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

    private Frame ComposePayment(PaymentInstructions payment)
    {
        var texts = _culture.Texts.Payment;
        var blocks = new List<Block>
        {
            Text(texts.Heading, _look.Heading, StructureRole.Heading2),
            ComposeLabelled(texts.Lines(payment), Align.Left),
        };
        if (_document.EarlyPayment is { } offer)
            blocks.Add(Text(_culture.Fill(texts.EarlyPayment, _culture.Date(offer.Until), _culture.Percent(offer.Percent), _culture.AmountWithCurrency(offer.Amount)), _look.Body, StructureRole.Paragraph));
        if (payment.WebLink is { } link)
            blocks.Add(LinkText(link.AbsoluteUri, link, Align.Left));
        return Panel(new Stack(blocks, 4, true));
    }

    private Stack ComposeContinuationHeader() => new(
        [
            new Columns(
                [
                    (ColumnWidth.ShareOf(1), Text(_document.Seller.Name, _look.Fine, null)),
                    (ColumnWidth.ShareOf(1), Text($"{Title} \u2013 {_texts.Continued}", _look.Fine, null, Align.Right)),
                ],
                20),
            new Space(5),
            new Rule(0.4f, _look.Hairline),
            new Space(14),
        ]);

    private Stack ComposeImprint()
    {
        var blocks = new List<Block> { new Rule(0.4f, _look.Hairline), new Space(6) };
        AddText(blocks, _document.LegalFooter, _look.Fine);
        return new Stack(blocks);
    }

    private Columns ComposeFooter(int page, int pages) => new(
        [
            (ColumnWidth.ShareOf(1), Text(Title, _look.Fine, null)),
            (ColumnWidth.ShareOf(1), Text(_culture.Fill(_texts.Page, page, pages), _look.Fine, null, Align.Right)),
        ],
        20);

    private void DrawWatermark(Canvas canvas)
    {
        var style = new TextStyle(120, _look.Watermark, true);
        var words = Itemizer.Itemize([new SpanFont(_texts.Draft.ToUpperInvariant(), true, false)], out _).Select(s => s.Word).ToList();
        const float angle = 45;
        var width = words.Sum(w => w.Width(style.Size)) * MathF.Cos(angle * MathF.PI / 180);
        canvas.Text((canvas.Page.Width - width) / 2 + 30, (canvas.Page.Height + width) / 2 + 30, words[0].Face, style.Size, style.Color, words, angle);
    }
}
