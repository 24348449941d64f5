namespace Billing.Domain;

/// <summary>What a payment may leave open of the invoices that it is meant for: the tax that the customer withholds of each, where that is exactly what is
/// missing; else what the policy does not ask for.</summary>
internal sealed class Shortfall
{
    private readonly Dictionary<string, Money> withheld = new(StringComparer.Ordinal);
    private readonly Money tolerance;

    /// <param name="meant">The invoice that the payment names, or all that are open.</param>
    /// <param name="amount">What came.</param>
    /// <param name="policy">The seller's policy.</param>
    public Shortfall(IReadOnlyList<InvoiceItem> meant, Money amount, BillingPolicy policy)
    {
        var due = Money.Sum(meant.Select(item => item.Balance), amount.Currency);
        tolerance = policy.ShortPayment?.Of(due) ?? Money.Zero(amount.Currency);
        var taxes = meant.ToDictionary(item => item.ItemId, ExpectedWithholding.Left);
        var total = Money.Sum(taxes.Values, amount.Currency);
        if (total.IsPositive && due - amount == total)
            withheld = taxes;
    }

    /// <summary>What of an invoice is withheld as a tax; 0 for nothing.</summary>
    public Money Withheld(InvoiceItem item) => withheld.GetValueOrDefault(item.ItemId, Money.Zero(item.Balance.Currency));

    /// <summary>Whether so much is not asked for.</summary>
    public bool Forgives(Money rest) => rest.IsPositive && rest <= tolerance;
}
