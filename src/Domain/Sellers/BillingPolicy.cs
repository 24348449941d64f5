namespace Billing.Domain;

/// <summary>How a seller bills and duns, as data.</summary>
/// <param name="Version">Rises with each change; events name the version they were decided by.</param>
/// <param name="Terms">When invoices are to be paid.</param>
/// <param name="DraftWindowDays">Days that an invoice stays a draft; 0 finalizes it at once.</param>
/// <param name="CatchUpPeriods">How many overdue periods of a subscription one run bills before the rest goes to review.</param>
/// <param name="Dunning">The steps, in order of their days.</param>
/// <param name="MinimumDunned">A balance below this is not dunned, in major units of the account's currency.</param>
/// <param name="DaysFromFinalNoticeToCollections">The least time between final notice and hand-off.</param>
/// <param name="Provision">The ladder of the provision for doubtful debts, days and percentages rising; empty for none.</param>
/// <param name="ApprovalLimit">Credit notes, adjustments, write-offs and refunds above it need a second person, in major units of the account's currency;
/// nothing where none does.</param>
/// <param name="MinimumInvoice">What comes to less than this waits for a later invoice, as long as one is to come; in major units of the account's currency.</param>
/// <param name="ShortPayment">By how much payments may fall short; nothing where all that is missing stays owed.</param>
public sealed record BillingPolicy(
    int Version,
    PaymentTerms Terms,
    int DraftWindowDays,
    int CatchUpPeriods,
    IReadOnlyList<DunningStep> Dunning,
    decimal MinimumDunned,
    int DaysFromFinalNoticeToCollections,
    IReadOnlyList<ProvisionStep> Provision,
    decimal? ApprovalLimit,
    decimal MinimumInvoice = 0,
    ShortPaymentTolerance? ShortPayment = null)
{
    /// <summary>How instalments are reminded of, and how long they are waited for.</summary>
    public ArrangementPolicy Arrangements { get; init; } = ArrangementPolicy.Standard;

    /// <summary>How saved methods are charged.</summary>
    public ChargingPolicy Charging { get; init; } = ChargingPolicy.Standard;

    /// <summary>Which payments issue a receipt.</summary>
    public ReceiptPolicy Receipts { get; init; }
}

/// <summary>What a dunning step does.</summary>
public enum DunningAction
{
    /// <summary>A friendly reminder, before or on the due date.</summary>
    Reminder,

    /// <summary>A notice that the invoice is overdue.</summary>
    OverdueNotice,

    /// <summary>The last notice before collections.</summary>
    FinalNotice,

    /// <summary>The hand-off to collections.</summary>
    Collections,
}

/// <summary>One step of the dunning ladder.</summary>
/// <param name="Days">Relative to the due date; below 0 is before it.</param>
/// <param name="Action">What is done.</param>
public sealed record DunningStep(int Days, DunningAction Action);

/// <summary>One step of the provision for doubtful debts.</summary>
/// <param name="DaysOverdue">Days after the due date, 1 or more.</param>
/// <param name="Percent">Of the balance, from that day on.</param>
public sealed record ProvisionStep(int DaysOverdue, decimal Percent);
