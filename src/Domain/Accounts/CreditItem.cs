using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Something that the customer has to its credit: Amount = Σ allocations + Unused + Refunded.</summary>
/// <param name="ItemId">The payment, the credit note, the adjustment, or the credit that was taken over.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reference">A credit note's number, or what an operator called it; empty for a payment.</param>
/// <param name="ValueDate">When the money came, or the credit was given.</param>
/// <param name="Amount">What was given, less what of a payment was taken back.</param>
/// <param name="Unused">The customer's credit from it.</param>
/// <param name="Refunded">What of it was paid out.</param>
/// <param name="ForRefund">Whether what is unused waits to be paid out and settles no invoice.</param>
/// <param name="Allocations">What it paid, in the order of paying.</param>
public sealed record CreditItem(
    string ItemId,
    CreditKind Kind,
    string Reference,
    DateOnly ValueDate,
    Money Amount,
    Money Unused,
    Money Refunded,
    bool ForRefund,
    IReadOnlyList<Allocation> Allocations) : LedgerItem(ItemId)
{
    /// <summary>Whether any of it is left.</summary>
    [JsonIgnore]
    public bool IsOpen => !Unused.IsZero;

    /// <summary>Whether it can settle invoices.</summary>
    [JsonIgnore]
    public bool IsUsable => IsOpen && !ForRefund;
}

/// <summary>Where a customer's credit comes from.</summary>
public enum CreditKind
{
    /// <summary>Money that came in.</summary>
    Payment,

    /// <summary>A credit note.</summary>
    CreditNote,

    /// <summary>An operator gave it, without a document.</summary>
    Adjustment,

    /// <summary>It stood open in the system that was used before.</summary>
    TakenOver,
}
