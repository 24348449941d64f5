using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>The receivable of an invoice: Total = Balance + WrittenOff + Σ allocations + Discount + Σ deductions + SettledBefore, until it is cancelled.</summary>
/// <param name="ItemId">The document.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay without being late.</param>
/// <param name="Total">With tax, as issued.</param>
/// <param name="Balance">What is still owed and stands in the receivables; 0 once cancelled.</param>
/// <param name="Allocations">What was allocated to it, by payment or other credit.</param>
/// <param name="DunningStep">The index of the last dunning step taken, on the ladder that it was last listed by; -1 for none.</param>
/// <param name="OverdueSince">The day it was flagged overdue.</param>
/// <param name="FinalNoticeOn">The day of its final notice.</param>
/// <param name="InCollectionsSince">The day it was handed to collections, while it is there; nothing once it is settled or came back.</param>
/// <param name="DisputedBecause">Why the customer contests it; it is not dunned meanwhile.</param>
/// <param name="CancelledBy">The document that cancels it.</param>
/// <param name="Credited">What credit notes gave back of it; nothing where there is none.</param>
/// <param name="WrittenOff">What was given up as uncollectible and did not come in since. The debt stays: a payment recovers it.</param>
/// <param name="ProvisionPercent">The share of the balance that is provided for as doubtful.</param>
/// <param name="Provision">The provision as posted.</param>
/// <param name="Offer">The discount for early payment that it offers, if it does.</param>
/// <param name="Discount">The discount that was taken, if one was.</param>
/// <param name="SettledBefore">What was paid before it was taken over from another system; nothing for an invoice of our own.</param>
/// <param name="UnusedTime">What later invoices credit, or will, for days of its lines that are not used; nothing where there is none.</param>
public sealed record InvoiceItem(
    string ItemId,
    string Number,
    DateOnly IssueDate,
    DateOnly DueDate,
    Money Total,
    Money Balance,
    IReadOnlyList<Allocation> Allocations,
    int DunningStep,
    DateOnly? OverdueSince,
    DateOnly? FinalNoticeOn,
    DateOnly? InCollectionsSince,
    string? DisputedBecause,
    string? CancelledBy,
    CreditedAmounts? Credited,
    Money WrittenOff,
    decimal ProvisionPercent,
    Money Provision,
    DiscountOffer? Offer,
    TakenDiscount? Discount,
    Money? SettledBefore,
    IReadOnlyList<CreditedLine>? UnusedTime) : LedgerItem(ItemId)
{
    /// <summary>The arrangement that covers it, or covered it last.</summary>
    public string? ArrangementId { get; init; }

    /// <summary>How long its dunning was paused, if it was: by the arrangements before that, and while nothing was owed of it.</summary>
    public DunningPause? PausedBefore { get; init; }

    /// <summary>The day from which nothing is owed of it, or something is again; nothing where it was never settled.</summary>
    public DateOnly? SettledOrReopenedOn { get; init; }

    /// <summary>How far dunning has come with it; nothing where no step was taken.</summary>
    public DunningReach? Dunned { get; init; }

    /// <summary>The index of the last dunning step that was noted as stopped, on the ladder of then; -1 for none.</summary>
    public int StoppedStep { get; init; } = -1;

    /// <summary>How far that step lies; nothing where none was stopped.</summary>
    public DunningReach? Stopped { get; init; }

    /// <summary>Whether dunning suspended the customer's subscriptions until it is paid: they are suspended again where it is owed again, or its arrangement ends
    /// and it is not paid.</summary>
    public bool IsSuspending { get; init; }

    /// <summary>The collections case that has it, or had it last.</summary>
    public string? CaseId { get; init; }

    /// <summary>That it came back from collections owed, if it did.</summary>
    public CollectionsReturn? Returned { get; init; }

    /// <summary>The attempts to charge a saved method for it, in order.</summary>
    public IReadOnlyList<PaymentAttempt> Attempts { get; init; } = [];

    /// <summary>The payments that settled some of it and of which money was taken back; without debits that failed late.</summary>
    public IReadOnlyList<string> TakenBack { get; init; } = [];

    /// <summary>What was kept back of it and is not asked for.</summary>
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    /// <summary>The tax that the customer is expected to withhold of it, if it withholds one.</summary>
    public ExpectedWithholding? Withholding { get; init; }

    /// <summary>Whether it is a late charge, which bears no interest and is charged no fee.</summary>
    public bool IsLateCharge { get; init; }

    /// <summary>What happened to it after its due date; nothing where nothing did.</summary>
    public Lateness? Late { get; init; }

    /// <summary>An invoice of which all is owed.</summary>
    internal static InvoiceItem Issued(string documentId, string number, DateOnly issueDate, DateOnly dueDate, Money total, DiscountOffer? offer) => new(
        documentId, number, issueDate, dueDate, total, total, [], -1, null, null, null, null, null, null, Money.Zero(total.Currency), 0, Money.Zero(total.Currency), offer, null, null, null);

    /// <summary>Whether anything is owed that is not written off.</summary>
    [JsonIgnore]
    public bool IsOpen => !Balance.IsZero;

    /// <summary>Whether money can still be paid on it.</summary>
    [JsonIgnore]
    public bool IsPayable => IsOpen || !WrittenOff.IsZero;

    /// <summary>Whether something is still to come of it, money or the certificate of a tax: it stays in the account's state as long.</summary>
    [JsonIgnore]
    public bool IsPending => IsPayable || Deductions.Any(deduction => deduction.LacksCertificate);

    /// <summary>Where it stands.</summary>
    [JsonIgnore]
    public InvoiceStatus Status => this switch
    {
        { CancelledBy: not null } => InvoiceStatus.Void,
        { IsOpen: false, WrittenOff.IsZero: false } => InvoiceStatus.Uncollectible,
        { IsOpen: false } => InvoiceStatus.Paid,
        { InCollectionsSince: not null } => InvoiceStatus.InCollections,
        { OverdueSince: not null } => InvoiceStatus.Overdue,
        { Allocations.Count: > 0 } or { Deductions.Count: > 0 } or { SettledBefore.IsZero: false } => InvoiceStatus.PartlyPaid,
        _ => InvoiceStatus.Open,
    };
}

/// <summary>Where an invoice stands.</summary>
public enum InvoiceStatus
{
    /// <summary>Not numbered yet.</summary>
    Draft,

    /// <summary>Issued, nothing paid.</summary>
    Open,

    /// <summary>Something is paid, something is owed.</summary>
    PartlyPaid,

    /// <summary>Nothing is owed any more.</summary>
    Paid,

    /// <summary>Owed after its due date.</summary>
    Overdue,

    /// <summary>Handed to collections and still owed.</summary>
    InCollections,

    /// <summary>Written off; a payment still recovers it.</summary>
    Uncollectible,

    /// <summary>Cancelled by another document.</summary>
    Void,
}
