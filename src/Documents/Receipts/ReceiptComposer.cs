using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Receipts;

/// <summary>Draws a receipt: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed class ReceiptComposer
{
    private readonly IssuedReceipt _issued;
    private readonly Receipt _receipt;
    private readonly DocumentCulture _culture;
    private readonly ReceiptTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal ReceiptComposer(IssuedReceipt issued, DocumentAssets assets)
    {
        (_issued, _receipt) = (issued, issued.Receipt);
        var language = issued.Seller.LanguageFor(issued.Buyer);
        _letterhead = new Letterhead(
            Stationery.Of(issued.Seller, language, assets), language, texts => WasTakenBack ? texts.Receipt.ReversalTitle : texts.Receipt.Title, issued.Number, issued.Buyer.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Receipt);
    }

    private bool WasTakenBack => _receipt.TakenBack is not null;

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _issued.IssueDate);

    private IEnumerable<Block> ComposeBody()
    {
        foreach (var block in _letterhead.Opening(texts => texts.Receipt.Customer, Details()))
            yield return block;
        yield return ComposeStatement();
        yield return new Space(20);
        yield return new Ended(ComposeTable(), new Stack([new Space(14), ComposeSums()]));
        yield return new Space(20);
        yield return Text(WasTakenBack ? _texts.ReversalNote : _texts.Note, _look.Small, StructureRole.Paragraph);
    }

    private List<(string Label, string Value)> Details()
    {
        var payment = ReceivedPayment.Of(_issued, _texts);
        var rows = new List<(string Label, string Value)>
        {
            (_letterhead.Both(texts => texts.Letterhead.IssueDate), _culture.Date(_issued.IssueDate)),
            (_letterhead.Both(texts => WasTakenBack ? texts.Receipt.TakenBack : texts.Receipt.Received), _culture.Date(_receipt.ValueDate)),
            (_letterhead.Both(texts => texts.Receipt.Method), payment.Method),
            (_letterhead.Both(texts => texts.Receipt.Transaction), payment.Transaction),
            (_letterhead.Both(texts => texts.Receipt.PayerReference), _issued.PayerReference),
            (_letterhead.Both(texts => texts.Letterhead.OrderReference), _issued.Buyer.Reference),
        };
        return [.. rows.Where(row => row.Value.Length > 0)];
    }

    private Frame ComposeStatement()
    {
        var blocks = new List<Block>
        {
            Text(_culture.Fill(WasTakenBack ? _texts.TakenBackOn : _texts.ReceivedOn, _culture.Date(_receipt.ValueDate)), _look.Label, StructureRole.Paragraph),
            Text(_culture.AmountWithCurrency(Moved(_receipt.Amount)), _look.Due, StructureRole.Paragraph, leading: 1.25f),
        };
        if (_receipt.TakenBack is { } cause)
            blocks.Add(Text(_culture.Fill(_texts.Reason, _texts.For(cause)), _look.Label, StructureRole.Paragraph));
        return _letterhead.Panel(new Stack(blocks, 1));
    }

    private Table ComposeTable()
    {
        var currency = _receipt.Amount.Currency.Code;
        var hasReductions = _receipt.Lines.Any(line => line.Reductions.Count > 0);
        TableColumn Figures(Func<DocumentTexts, string> header) => new(_letterhead.Both(header, currency), Align.Figures, 110);
        return new Table(
            [
                new(_letterhead.Both(texts => texts.Receipt.Invoice), Align.Start, 0, 1),
                Figures(texts => texts.Receipt.Before),
                Figures(texts => WasTakenBack ? texts.Receipt.Reversed : texts.Receipt.Paid),
                .. hasReductions ? [Figures(texts => texts.Receipt.Deducted)] : Array.Empty<TableColumn>(),
                Figures(texts => texts.Receipt.Open),
            ],
            [.. _receipt.Lines.Select(line => ComposeLine(line, hasReductions)), .. _receipt.ToCredit.IsZero ? [] : new[] { ComposeCredit(hasReductions) }],
            new TableLook(_look.Label, 14, 5, _look.Hairline, _look.Accent));
    }

    private Block[] ComposeLine(ReceiptLine line, bool hasReductions)
    {
        var description = new List<Block>
        {
            Text(line.Number, _look.Body, StructureRole.Paragraph),
            Text(_culture.Fill(_texts.OfDate, _culture.Date(line.IssueDate)), _look.Small, StructureRole.Paragraph),
        };
        foreach (var reduction in line.Reductions)
            description.Add(Text(_culture.Fill(Named(reduction.Kind), _culture.Amount(reduction.Amount)), _look.Small, StructureRole.Paragraph));
        if (!line.Recovered.IsZero)
            description.Add(Text(_culture.Fill(_texts.Recovered, _culture.Amount(Moved(line.Recovered))), _look.Small, StructureRole.Paragraph));
        return
        [
            new Stack(description, 1), Figure(line.Before), Figure(Moved(line.Paid)),
            .. hasReductions ? [line.Reductions.Count > 0 ? Text(string.Join('\n', line.Reductions.Select(part => _culture.Amount(part.Amount))), _look.Figure, null, Align.Figures) : new Space(0)] : Array.Empty<Block>(),
            Figure(line.Open),
        ];
    }

    private Block[] ComposeCredit(bool hasReductions) =>
        [Text(WasTakenBack ? _texts.FromCredit : _texts.ToCredit, _look.Body, StructureRole.Paragraph), new Space(0), Figure(Moved(_receipt.ToCredit)), .. hasReductions ? [new Space(0)] : Array.Empty<Block>(), new Space(0)];

    private Columns ComposeSums()
    {
        var balance = new Stack(
            [
                _letterhead.Heading(texts => texts.Receipt.Balance),
                _letterhead.Labelled([(_letterhead.Both(texts => texts.Receipt.Owed), _culture.AmountWithCurrency(_receipt.Owed)), (_letterhead.Both(texts => texts.Receipt.Credit), _culture.AmountWithCurrency(_receipt.Credit))], Align.Start),
            ],
            2);
        var total = new Table(
            [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
            [[Text(_letterhead.Both(texts => WasTakenBack ? texts.Receipt.ReversalTotal : texts.Receipt.Total), _look.StrongFigure, null), Text(_culture.AmountWithCurrency(Moved(_receipt.Amount)), _look.StrongFigure, null, Align.Figures)]],
            new TableLook(null, 8, 5, null));
        return new Columns([(ColumnWidth.ShareOf(1), balance), (ColumnWidth.Of(250), new Stack([total, new Rule(1.2f, _look.Accent)], 0, true))], 28);
    }

    private string Named(ReductionKind kind) => kind switch
    {
        ReductionKind.EarlyPayment => _texts.EarlyPayment,
        ReductionKind.ShortPayment => _texts.ShortPayment,
        ReductionKind.BankCharges => _texts.BankCharges,
        ReductionKind.WithholdingTax => _texts.WithholdingTax,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No text for this reduction."),
    };

    // What was taken back is said in words, not by a sign.
    private Money Moved(Money amount) => WasTakenBack ? -amount : amount;

    private Paragraph Figure(Money amount) => Text(_culture.Amount(amount), _look.Figure, null, Align.Figures);
}
