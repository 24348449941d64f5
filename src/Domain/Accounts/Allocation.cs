namespace Billing.Domain;

/// <summary>A part of a payment, or of another credit, that settles a part of an invoice.</summary>
/// <param name="PaymentId">The payment, credit note or adjustment: the id of its <see cref="CreditItem"/>.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Kind">What it settles: what is owed, or what was written off.</param>
public sealed record Allocation(string PaymentId, string DocumentId, Money Amount, AllocationKind Kind = AllocationKind.Settlement);

/// <summary>What of an invoice is settled.</summary>
public enum AllocationKind
{
    /// <summary>Its open balance, a receivable.</summary>
    Settlement,

    /// <summary>What was written off and came in after all; it lowers the bad debt.</summary>
    Recovery,
}
