using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Statements;

/// <summary>Draws a statement of account: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed class StatementComposer
{
    private readonly StatementDocument _statement;
    private readonly DocumentCulture _culture;
    private readonly StatementTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal StatementComposer(StatementDocument statement, DocumentAssets assets)
    {
        _statement = statement;
        var (seller, customer) = (statement.Seller, statement.Customer);
        var language = seller.LanguageFor(customer);
        _letterhead = new Letterhead(
            Stationery.Of(seller, language, assets), language, texts => texts.Statement.Title, statement.Number.Length > 0 ? statement.Number : DocumentCulture.Of(language).Date(statement.Date),
            customer.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Statement);
    }

    private string Currency => _statement.Closing.Currency.Code;

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _statement.Date, slip: Payable is { } payable ? SwissPaymentPart.For(payable, _culture) : null);

    private PayableAmount? Payable => _statement.Payment is { } payment ? new PayableAmount(_statement.Seller.ToParty(), _statement.Customer.ToParty(), payment, _statement.ToPay) : null;

    private IEnumerable<Block> ComposeBody()
    {
        foreach (var block in _letterhead.Opening(texts => texts.Statement.Customer, Details()))
            yield return block;
        yield return ComposeBalance();
        yield return new Space(20);
        foreach (var block in _statement.Kind == StatementKind.OpenItems ? ComposeOpenItems() : ComposeTransactions())
            yield return block;
        if (_statement.Aging.Count > 0)
        {
            yield return new Space(18);
            yield return ComposeAging();
        }
        if (Payable is { } payable)
        {
            yield return new Space(18);
            yield return PaymentBox.Compose(_letterhead, _culture, _look, payable, []);
        }
        yield return new Space(14);
        yield return Text(_texts.Note, _look.Small, StructureRole.Paragraph);
    }

    private List<(string Label, string Value)> Details()
    {
        var rows = new List<(string Label, string Value)> { (_letterhead.Both(texts => texts.Statement.Date), _culture.Date(_statement.Date)) };
        if (_statement.Kind != StatementKind.OpenItems)
            rows.AddRange([(_letterhead.Both(texts => texts.Statement.From), _culture.Date(_statement.From)), (_letterhead.Both(texts => texts.Statement.To), _culture.Date(_statement.To))]);
        if (_statement.Customer.Reference.Length > 0)
            rows.Add((_letterhead.Both(texts => texts.Letterhead.OrderReference), _statement.Customer.Reference));
        return rows;
    }

    // What is in the customer's favour is said in words, not by a sign.
    private Frame ComposeBalance()
    {
        var isOwed = !_statement.Closing.IsNegative;
        return _letterhead.Panel(new Stack(
            [
                Text(_culture.Fill(isOwed ? _texts.Owed : _texts.InYourFavour, _culture.Date(_statement.To)), _look.Label, StructureRole.Paragraph),
                Text(_culture.AmountWithCurrency(isOwed ? _statement.Closing : -_statement.Closing), _look.Due, StructureRole.Paragraph, leading: 1.25f),
            ],
            1));
    }

    private IEnumerable<Block> ComposeTransactions()
    {
        var isCarried = _statement.Kind == StatementKind.BalanceForward;
        yield return Text(_texts.Transactions, _look.Heading, StructureRole.Heading2);
        yield return new Space(2);
        if (_statement.Lines.Count == 0)
            yield return Text(_texts.NoTransactions, _look.Body, StructureRole.Paragraph);
        if (_statement.Lines.Count > 0 || isCarried)
            yield return isCarried ? ComposeBalanceForward() : ComposeMovements();
        yield return new Space(2);
        yield return isCarried ? ComposeTotal(_texts.Closing, _statement.Closing) : ComposeSums();
    }

    private Table ComposeBalanceForward()
    {
        List<(Block[] Cells, Money Balance)> rows = [.. ComposePreceding(), Balance(_statement.From, Text(_texts.Opening, _look.Strong, null), _statement.Opening), .. _statement.Lines.Select(line => (Row(line), line.Balance))];
        return new Table(
            [new(_texts.Day, Align.Start, 115), new(_texts.Document, Align.Start, 0, 1), Figures(_texts.Charged), Figures(_texts.Credited), Figures(_texts.Balance)],
            [.. rows.Select(row => row.Cells)],
            Rows(),
            running: new RunningFigure(_texts.CarriedForward, _texts.BroughtForward, [.. rows.Select(row => _culture.Amount(row.Balance))], _look.Figure));
    }

    // What leads from the closing balance of the statement before to the opening balance of this one.
    private IEnumerable<(Block[] Cells, Money Balance)> ComposePreceding()
    {
        if (_statement.Preceding is not { } before)
            yield break;
        yield return Balance(before.Through, Described(before.Number, _texts.Preceding), before.Closing);
        foreach (var change in before.Changes)
            yield return (Row(change, _texts.PostedLater), change.Balance);
        if (before.Unstated is { IsZero: false } unstated)
            yield return ([Text(_culture.Date(_statement.From.AddDays(-1)), _look.Body, null), Text(_texts.Unstated, _look.Body, null), Figure(unstated.IsPositive ? unstated : null), Figure(unstated.IsNegative ? -unstated : null), Figure(_statement.Opening)], _statement.Opening);
    }

    private (Block[] Cells, Money Balance) Balance(DateOnly day, Block label, Money balance) =>
        ([Text(_culture.Date(day), _look.Body, null), label, new Space(0), new Space(0), Figure(balance)], balance);

    private Table ComposeMovements() => new(
        [new(_texts.Day, Align.Start, 115), new(_texts.Document, Align.Start, 0, 1), Figures(_texts.Charged), Figures(_texts.Credited), Figures(_texts.Balance)],
        [.. _statement.Lines.Select(line => Row(line))],
        Rows(),
        running: new RunningFigure(_texts.CarriedForward, _texts.BroughtForward, [.. _statement.Lines.Select(line => _culture.Amount(line.Balance))], _look.Figure));

    private Block[] Row(StatementLine line, string remark = "") => [Text(_culture.Date(line.Date), _look.Body, null), Described(line, remark), Figure(line.Debit), Figure(line.Credit), Figure(line.Balance)];

    private IEnumerable<Block> ComposeOpenItems()
    {
        yield return Text(_texts.OpenItems, _look.Heading, StructureRole.Heading2);
        yield return new Space(2);
        if (_statement.OpenItems.Count == 0)
        {
            yield return Text(_texts.NothingOpen, _look.Body, StructureRole.Paragraph);
            yield break;
        }
        yield return new Table(
            [
                new(_texts.Document, Align.Start, 0, 1), new(_texts.InvoiceDate, Align.Figures, 110), new(_texts.DueDate, Align.Figures, 110), new(_texts.DaysOverdue, Align.Figures, 70),
                Figures(_texts.Total), Figures(_texts.Open),
            ],
            [.. _statement.OpenItems.Select(ComposeItem)],
            Rows() with { CellGap = 8 });
        yield return new Space(2);
        yield return ComposeTotal(_texts.OpenTotal, _statement.OpenTotal);
    }

    private Block[] ComposeItem(StatementItem item) =>
    [
        Described(item),
        Text(_culture.Date(item.IssueDate), _look.Figure, null, Align.Figures),
        item.DueDate is { } due ? Text(_culture.Date(due), _look.Figure, null, Align.Figures) : new Space(0),
        item.DaysOverdue > 0 ? Text(_culture.Quantity(item.DaysOverdue), _look.Figure, null, Align.Figures) : new Space(0),
        Figure(item.Total), Figure(item.Open),
    ];

    // What has no number is called what it is.
    private Stack Described(StatementLine line, string remark)
    {
        var (kind, hasNumber) = (_texts.For(line.Kind), line.Number.Length > 0);
        var due = line.DueDate is { } day ? _culture.Fill(_texts.DueOn, _culture.Date(day)) : "";
        return Described(hasNumber ? line.Number : kind, hasNumber ? kind : "", line.Description, due, remark);
    }

    // The number comes first, as people look for it.
    private Stack Described(string number, params IEnumerable<string> remarks)
    {
        var blocks = new List<Block> { Text(number, _look.Body, StructureRole.Paragraph) };
        AddText(blocks, string.Join(" · ", remarks.Where(remark => remark.Length > 0)), _look.Small);
        return new Stack(blocks, 1);
    }

    // What is no plain invoice says what it is, and what is asked for otherwise says why.
    private Stack Described(StatementItem item)
    {
        var (kind, hasNumber) = (_texts.For(item.Kind), item.Number.Length > 0);
        return Described(hasNumber ? item.Number : kind, hasNumber && item.Kind != StatementLineKind.Invoice ? kind : "", item.Mark is { } why ? _texts.For(why) : "");
    }

    private Table ComposeTotal(string label, Money amount) => new(
        [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
        [[Text(label, _look.StrongFigure, null), Text(_culture.AmountWithCurrency(amount), _look.StrongFigure, null, Align.Figures)]],
        new TableLook(null, 14, 5, null));

    private Table ComposeSums() => new(
        [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
        [
            [Text(_culture.Fill(_texts.Charged, Currency), _look.Body, null), Figure(_statement.Charged)],
            [Text(_culture.Fill(_texts.Credited, Currency), _look.Body, null), Figure(_statement.Credited)],
        ],
        new TableLook(null, 14, 3, null));

    // One column for each age, as people read it.
    private Stack ComposeAging() => new(
        [
            Text(_texts.Aging, _look.Heading, StructureRole.Heading2),
            new Table(
                [.. _statement.Aging.Select(bucket => new TableColumn(AgeOf(bucket), Align.Figures, 0, 1))],
                [[.. _statement.Aging.Select(bucket => Figure(bucket.Open))]],
                new TableLook(_look.Small, 12, 4, _look.Hairline, _look.Hairline)),
        ],
        2, true);

    private string AgeOf(StatementAge bucket) => bucket switch
    {
        { FromDays: 0 } => _texts.NotDue,
        { ToDays: { } last } => _culture.Fill(_texts.OverdueDays, bucket.FromDays, last),
        _ => _culture.Fill(_texts.OverdueMoreDays, bucket.FromDays - 1),
    };

    private TableColumn Figures(string header) => new(_culture.Fill(header, Currency), Align.Figures, 110);

    private Block Figure(Money? amount) => amount is { } money ? Text(_culture.Amount(money), _look.Figure, null, Align.Figures) : new Space(0);

    private TableLook Rows() => new(_look.Label, 14, 5, _look.Hairline, _look.Accent);
}
