namespace Billing.Domain;

/// <summary>What a statement shows.</summary>
public enum StatementKind
{
    /// <summary>The balance at the start, what happened in the period, and the balance at the end.</summary>
    BalanceForward,

    /// <summary>What is open on the last day, whatever happened before.</summary>
    OpenItems,

    /// <summary>Every transaction of the period with the balance after it.</summary>
    Transactions,
}

/// <summary>
/// An account as its customer is told of it, for a period: a fold of the account's events by their posting dates. Whatever its kind shows, all of it is here.
/// Amounts are in the account's currency; what the customer owes is above 0, what it has to its credit below. Opening + Charged − Credited = Closing, and
/// Closing = Σ OpenItems = Σ Ages. Dates are dates in the seller's time zone.
/// </summary>
/// <param name="Kind">What of it is shown.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="Through">The last day; what is open is open at its end.</param>
/// <param name="Opening">The balance before the first day: receivables less credit.</param>
/// <param name="Lines">The transactions, in order of their posting dates, then as they were recorded.</param>
/// <param name="Charged">The sum of the lines' debits.</param>
/// <param name="Credited">The sum of the lines' credits.</param>
/// <param name="Closing">The balance after the last day.</param>
/// <param name="OpenItems">What is open then: invoices, oldest due date first, then what the customer has to its credit, below 0.</param>
/// <param name="ToPay">What the customer is asked for: its open invoices less the credit that is not to be paid out, 0 or more.</param>
/// <param name="Ages">What is open by how long it has been due; credit counts as not due.</param>
public sealed record Statement(
    StatementKind Kind,
    DateOnly From,
    DateOnly Through,
    Money Opening,
    IReadOnlyList<StatementLine> Lines,
    Money Charged,
    Money Credited,
    Money Closing,
    IReadOnlyList<StatementItem> OpenItems,
    Money ToPay,
    IReadOnlyList<StatementAge> Ages)
{
    // Not due, and the months by which receivables are commonly looked at.
    private static readonly (int From, int? To)[] AgeRanges = [(0, 0), (1, 30), (31, 60), (61, 90), (91, null)];

    /// <summary>The last statement before, where it closed with something else, and why; else null.</summary>
    public PrecedingStatement? Preceding { get; init; }

    /// <summary>The statement of an account.</summary>
    /// <param name="history">All that was recorded of the account so far, oldest first. What was recorded later with a posting date in the period is in it.</param>
    /// <param name="kind">What is to be shown.</param>
    /// <param name="from">The first day.</param>
    /// <param name="through">The last day.</param>
    /// <exception cref="InvalidOperationException">The account was never opened.</exception>
    public static Statement Of(IReadOnlyList<RecordedEvents> history, StatementKind kind, DateOnly from, DateOnly through)
    {
        var ledger = StatementLedger.Of(history, through);
        var nothing = Money.Zero(ledger.Currency);
        var movements = Moved(history, through);
        var balance = Money.Sum(movements.Where(moved => moved.PostingDate < from).Select(moved => moved.Amount), ledger.Currency);
        var opening = balance;
        List<StatementLine> lines = [];
        foreach (var moved in movements.Where(moved => moved.PostingDate >= from))
            lines.Add(moved.ToLine(balance += moved.Amount, ledger.NumberOf));
        var items = ledger.OpenItems();
        return new Statement(
            kind, from, through, opening, lines, Money.Sum(lines.Select(line => line.Debit ?? nothing), ledger.Currency), Money.Sum(lines.Select(line => line.Credit ?? nothing), ledger.Currency),
            balance, items, ledger.ToPay(), [.. AgeRanges.Select(range => Age(items, range.From, range.To, ledger.Currency))])
        { Preceding = PrecedingStatement.Of(history, from, ledger) };
    }

    /// <summary>The first day after this statement on which something happened that changes the balance, if something did.</summary>
    /// <param name="history">That it was made from.</param>
    internal DateOnly? NextActivity(IReadOnlyList<RecordedEvents> history) =>
        AccountMovement.Of(history).Where(moved => moved.PostingDate > Through && !moved.Amount.IsZero).Select(moved => (DateOnly?)moved.PostingDate).Min();

    private static List<AccountMovement> Moved(IReadOnlyList<RecordedEvents> history, DateOnly through) =>
        [.. AccountMovement.Of(history).Where(moved => moved.PostingDate <= through).OrderBy(moved => moved.PostingDate)];

    private static StatementAge Age(IReadOnlyList<StatementItem> items, int from, int? to, Currency currency) =>
        new(from, to, Money.Sum(items.Where(item => item.DaysOverdue >= from && (to is null || item.DaysOverdue <= to)).Select(item => item.Open), currency));
}

/// <summary>The events of one command, as a fold of an account's history reads them.</summary>
/// <param name="Today">The billing date that it was decided for.</param>
/// <param name="Events">What happened.</param>
public sealed record RecordedEvents(DateOnly Today, IReadOnlyList<AccountEvent> Events);
