namespace Billing.Domain;

/// <summary>What a line of a statement tells of.</summary>
public enum StatementLineKind
{
    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>A credit note.</summary>
    CreditNote,

    /// <summary>Fees, compensation or interest for late payment.</summary>
    LateCharge,

    /// <summary>A document that cancels an invoice or a late charge.</summary>
    Cancellation,

    /// <summary>A payment.</summary>
    Payment,

    /// <summary>A payment, or some of it, that was taken back.</summary>
    PaymentTakenBack,

    /// <summary>Credit that was paid out.</summary>
    Refund,

    /// <summary>A discount for early payment, or that it is owed after all.</summary>
    Discount,

    /// <summary>What a payer kept back and is not asked for, or that it is owed after all.</summary>
    Deduction,

    /// <summary>What was given up as uncollectible; or that what had been given up was paid after all.</summary>
    WriteOff,

    /// <summary>A correction of the balance.</summary>
    Adjustment,

    /// <summary>A balance from another system.</summary>
    TakenOver,
}

/// <summary>A transaction of an account.</summary>
/// <param name="Date">The day of the books.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The document's number, or empty.</param>
/// <param name="Description">What else is to be said in numbers and references, or empty.</param>
/// <param name="DueDate">Of an invoice; else null.</param>
/// <param name="Debit">What it adds to what is owed, 0 or more; or null.</param>
/// <param name="Credit">What it takes from what is owed, above 0; or null.</param>
/// <param name="Balance">What is owed after it.</param>
public sealed record StatementLine(DateOnly Date, StatementLineKind Kind, string Number, string Description, DateOnly? DueDate, Money? Debit, Money? Credit, Money Balance)
{
    /// <summary>Its own date, where that lay in a closed period and it was posted later.</summary>
    public DateOnly? DatedOn { get; init; }
}

/// <summary>What keeps an open invoice from being asked for as others are.</summary>
public enum StatementMark
{
    /// <summary>The customer contests it.</summary>
    Disputed,

    /// <summary>An arrangement covers it.</summary>
    Arranged,

    /// <summary>It was handed to collections.</summary>
    InCollections,
}

/// <summary>An invoice that is not settled, or credit that is not used up.</summary>
/// <param name="Kind">An invoice, a balance taken over, or the kind of the credit.</param>
/// <param name="Number">The document's number, or empty.</param>
/// <param name="IssueDate">Its date; of credit, when it came.</param>
/// <param name="DueDate">The last day to pay an invoice without being late; null for credit.</param>
/// <param name="DaysOverdue">How many days the due date has passed; 0 where it has not, and for credit.</param>
/// <param name="Total">As issued, with tax; of credit what was given, below 0.</param>
/// <param name="Open">What is still to pay, above 0; of credit what is unused, below 0.</param>
public sealed record StatementItem(StatementLineKind Kind, string Number, DateOnly IssueDate, DateOnly? DueDate, int DaysOverdue, Money Total, Money Open)
{
    /// <summary>What keeps it from being asked for as others are, on the last day of the period; nothing where nothing does.</summary>
    public StatementMark? Mark { get; init; }
}

/// <summary>What is open of one age.</summary>
/// <param name="FromDays">The least days overdue; 0 for what is not due yet.</param>
/// <param name="ToDays">The most, or null where there is no limit.</param>
/// <param name="Open">What is open.</param>
public sealed record StatementAge(int FromDays, int? ToDays, Money Open);
