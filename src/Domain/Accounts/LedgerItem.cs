using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What became of something on the account: of an invoice, or of a payment.</summary>
/// <param name="ItemId">The document or the payment.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "item")]
[JsonDerivedType(typeof(InvoiceItem), "invoice")]
[JsonDerivedType(typeof(CreditItem), "credit")]
public abstract record LedgerItem(string ItemId);

/// <summary>The receivable of an invoice.</summary>
/// <param name="ItemId">The document.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay without being late.</param>
/// <param name="Total">With tax, as issued.</param>
/// <param name="Balance">What is still owed: Total less what was allocated; 0 once cancelled.</param>
/// <param name="Allocations">What was allocated to it, by payment.</param>
/// <param name="DunningStep">The index of the last dunning step taken, -1 for none.</param>
/// <param name="OverdueSince">The day it was flagged overdue.</param>
/// <param name="FinalNoticeOn">The day of its final notice.</param>
/// <param name="InCollectionsSince">The day it was handed to collections.</param>
/// <param name="DisputedBecause">Why the customer contests it; it is not dunned meanwhile.</param>
/// <param name="CancelledBy">The document that cancels it.</param>
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
    string? CancelledBy) : LedgerItem(ItemId)
{
    /// <summary>Whether anything is owed.</summary>
    [JsonIgnore]
    public bool IsOpen => !Balance.IsZero;

    /// <summary>Where it stands.</summary>
    [JsonIgnore]
    public InvoiceStatus Status => this switch
    {
        { CancelledBy: not null } => InvoiceStatus.Void,
        { IsOpen: false } => InvoiceStatus.Paid,
        { InCollectionsSince: not null } => InvoiceStatus.InCollections,
        { OverdueSince: not null } => InvoiceStatus.Overdue,
        { Allocations.Count: > 0 } => InvoiceStatus.PartlyPaid,
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

    /// <summary>Cancelled by another document.</summary>
    Void,
}

/// <summary>A payment as the account has it: Amount = Σ allocations + Unused.</summary>
/// <param name="ItemId">The payment.</param>
/// <param name="ValueDate">When the money came.</param>
/// <param name="Amount">What was assigned to this account, less what was taken back.</param>
/// <param name="Unused">The customer's credit from it.</param>
/// <param name="Allocations">What it paid, in the order of paying.</param>
public sealed record CreditItem(string ItemId, DateOnly ValueDate, Money Amount, Money Unused, IReadOnlyList<Allocation> Allocations) : LedgerItem(ItemId)
{
    /// <summary>Whether any of it can still be used.</summary>
    [JsonIgnore]
    public bool IsOpen => !Unused.IsZero;
}

/// <summary>A part of a payment that settles a part of an invoice.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Amount">Above 0.</param>
public sealed record Allocation(string PaymentId, string DocumentId, Money Amount);

/// <summary>The order of items, so that a state is the same whether its closed items were kept or loaded again.</summary>
internal static class LedgerOrder
{
    /// <summary>Oldest first: by value date, then id; the order in which credit is used.</summary>
    public static IEnumerable<CreditItem> InOrder(this IEnumerable<CreditItem> items) =>
        items.OrderBy(item => item.ValueDate).ThenBy(item => item.ItemId, StringComparer.Ordinal);

    /// <summary>Oldest first: by due date, then issue date, then number; the order in which money is allocated.</summary>
    public static IEnumerable<InvoiceItem> InOrder(this IEnumerable<InvoiceItem> items) =>
        items.OrderBy(item => item.DueDate).ThenBy(item => item.IssueDate).ThenBy(item => item.Number, StringComparer.Ordinal);
}
