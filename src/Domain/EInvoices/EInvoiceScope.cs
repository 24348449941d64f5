namespace Billing.Domain;

/// <summary>What EN 16931 can say at all. What it cannot is no fault of the data, and nobody could mend it: where the customer asked for an e-invoice, the
/// document is refused; where the format is only the seller's usual one, the PDF is the invoice.</summary>
internal static class EInvoiceScope
{
    /// <summary>How many decimals an amount may have (BR-DEC).</summary>
    public const int MostDecimals = 2;

    /// <summary>Whether a document can be said.</summary>
    public static bool Holds(EInvoice invoice) => HasFewDecimals(invoice) && IsTaxedAsOne(invoice) && IsWhollyInOrOutOfScope(invoice);

    /// <summary>Whether its currency has no more decimals than amounts may have.</summary>
    public static bool HasFewDecimals(EInvoice invoice) => invoice.Currency.MinorDigits <= MostDecimals;

    /// <summary>Whether each tax is its base × rate, rounded. Taxes owed to several authorities at one rate are rounded apart, and merged here.</summary>
    public static bool IsTaxedAsOne(EInvoice invoice) => invoice.Taxes.All(tax => IsExact(tax, invoice.Type));

    /// <summary>Whether nothing, or everything, is outside the scope of tax (BR-O-11).</summary>
    public static bool IsWhollyInOrOutOfScope(EInvoice invoice) =>
        invoice.Taxes.All(tax => tax.Category == TaxTreatment.OutOfScope) || invoice.Taxes.All(tax => tax.Category != TaxTreatment.OutOfScope);

    // Credit notes to one invoice together give back its tax and no more, so that the tax of each is what all so far come to, less what was given back: up to
    // one minor unit beside its own base × rate. The standard allows for 1.00.
    internal static bool IsExact(EInvoiceTax tax, EInvoiceType type)
    {
        var exact = Money.Round(tax.Base.Amount * tax.Rate / 100, tax.Base.Currency);
        return Math.Abs((tax.Amount - exact).MinorUnits) <= (type == EInvoiceType.CreditNote ? 1 : 0);
    }
}
