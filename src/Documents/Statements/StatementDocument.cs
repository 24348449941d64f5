using Billing.Documents.Invoices;
using Billing.Domain;

namespace Billing.Documents.Statements;

/// <summary>What a statement shows.</summary>
public enum StatementForm
{
    /// <summary>The balance at the start, every transaction with the balance after it, and the balance at the end.</summary>
    BalanceForward,

    /// <summary>What is open on the day, whatever happened before.</summary>
    OpenItems,

    /// <summary>The transactions of the period alone.</summary>
    Transactions,
}

/// <summary>
/// A statement of account as it is to be printed: everything is decided, nothing is computed from it. All amounts are in the
/// account's currency; what the customer owes is above 0, what it has as credit below. Dates are dates in the seller's time zone.
/// </summary>
public sealed record StatementDocument
{
    /// <summary>What it shows.</summary>
    public required StatementForm Form { get; init; }

    /// <summary>The day it is made for; what is open is open at its end.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Whose books it is from.</summary>
    public required Seller Seller { get; init; }

    /// <summary>Whose account it is.</summary>
    public required CustomerProfile Customer { get; init; }

    /// <summary>The balance before the first day.</summary>
    public required Money Opening { get; init; }

    /// <summary>The transactions of the period, in order; none for a statement of open items.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>The sum of all debits of the lines.</summary>
    public required Money Charged { get; init; }

    /// <summary>The sum of all credits of the lines.</summary>
    public required Money Credited { get; init; }

    /// <summary>The balance after the last day.</summary>
    public required Money Closing { get; init; }

    /// <summary>What is open at the end, oldest first.</summary>
    public required IReadOnlyList<StatementItem> OpenItems { get; init; }

    /// <summary>The sum of what is open.</summary>
    public required Money OpenTotal { get; init; }

    /// <summary>What is open by how long it has been due, from what is not due yet to the oldest; none where it is not shown.</summary>
    public IReadOnlyList<AgingBucket> Aging { get; init; } = [];

    /// <summary>How to pay what is open, or null where nothing is to pay.</summary>
    public PaymentInstructions? Payment { get; init; }
}

/// <summary>What a line of a statement tells of.</summary>
public enum StatementLineKind
{
    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>A credit note.</summary>
    CreditNote,

    /// <summary>A document that cancels an invoice.</summary>
    Cancellation,

    /// <summary>A payment.</summary>
    Payment,

    /// <summary>A payment, or some of it, that was taken back.</summary>
    PaymentTakenBack,

    /// <summary>Credit that was paid out.</summary>
    Refund,

    /// <summary>A discount for early payment.</summary>
    Discount,

    /// <summary>What a payer kept back and is not asked for.</summary>
    Deduction,

    /// <summary>What was given up as uncollectible.</summary>
    WriteOff,

    /// <summary>A correction of the balance.</summary>
    Adjustment,

    /// <summary>A balance from another system.</summary>
    TakenOver,
}

/// <summary>A transaction of an account.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The document's number, or empty.</param>
/// <param name="Description">What else is to be said, or empty.</param>
/// <param name="DueDate">Of an invoice; else null.</param>
/// <param name="Debit">What it adds to what is owed, or null.</param>
/// <param name="Credit">What it takes from what is owed, or null.</param>
/// <param name="Balance">What is owed after it.</param>
public sealed record StatementLine(DateOnly Date, StatementLineKind Kind, string Number, string Description, DateOnly? DueDate, Money? Debit, Money? Credit, Money Balance);

/// <summary>An invoice that is not paid in full.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay without being late.</param>
/// <param name="DaysOverdue">How many days the due date has passed; 0 where it has not.</param>
/// <param name="Total">As issued, with tax.</param>
/// <param name="Open">What is still to pay.</param>
public sealed record StatementItem(string Number, DateOnly IssueDate, DateOnly DueDate, int DaysOverdue, Money Total, Money Open);

/// <summary>What is open of one age.</summary>
/// <param name="FromDays">The least days overdue; 0 for what is not due yet.</param>
/// <param name="ToDays">The most, or null where there is no limit.</param>
/// <param name="Open">What is open.</param>
public sealed record AgingBucket(int FromDays, int? ToDays, Money Open);
