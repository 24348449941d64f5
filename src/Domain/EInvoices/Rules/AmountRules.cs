namespace Billing.Domain;

/// <summary>The arithmetic of a document, exact: the standard lets taxes be wrong by less than 1.00, and this does not.</summary>
internal static class AmountRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [Decimals, Prices, LineNets, LineSum, WithoutTax, TaxSum, WithTax, Due, Taxes];

    private static IEnumerable<EInvoiceFault> Decimals(EInvoice invoice)
    {
        if (!EInvoiceScope.HasFewDecimals(invoice))
            yield return new("BR-DEC-23", "BT-5", "currency", $"Amounts in {invoice.Currency} have {invoice.Currency.MinorDigits} decimals, and an e-invoice has {EInvoiceScope.MostDecimals} at most; set the customer's e-invoice format to None, as the PDF can say them.");
    }

    private static IEnumerable<EInvoiceFault> Prices(EInvoice invoice) =>
        from line in invoice.Lines
        where line.NetPrice < 0
        select new EInvoiceFault("BR-27", "BT-146", $"lines[{line.Id}].unitPrice", $"Line {line.Id} has a price below 0; bill a quantity below 0 instead.");

    private static IEnumerable<EInvoiceFault> LineNets(EInvoice invoice) =>
        from line in invoice.Lines
        let net = Money.Round(line.Quantity * line.NetPrice, invoice.Currency) - Money.Sum(line.Allowances.Select(allowance => allowance.Amount), invoice.Currency)
        where line.Net != net
        select new EInvoiceFault("PEPPOL-EN16931-R120", "BT-131", $"lines[{line.Id}].net", $"Line {line.Id} has {line.Net}, but its quantity, price and discounts give {net}; correct it.");

    private static IEnumerable<EInvoiceFault> LineSum(EInvoice invoice) =>
        Differs(invoice.Totals.Lines, Money.Sum(invoice.Lines.Select(line => line.Net), invoice.Currency), "BR-CO-10", "BT-106", "totals.net", "The sum of the lines");

    private static IEnumerable<EInvoiceFault> WithoutTax(EInvoice invoice) =>
        Differs(invoice.Totals.WithoutTax, invoice.Totals.Lines, "BR-CO-13", "BT-109", "totals.net", "The total without tax");

    private static IEnumerable<EInvoiceFault> TaxSum(EInvoice invoice) =>
        Differs(invoice.Totals.Tax, Money.Sum(invoice.Taxes.Select(tax => tax.Amount), invoice.Currency), "BR-CO-14", "BT-110", "totals.tax", "The total of the taxes");

    private static IEnumerable<EInvoiceFault> WithTax(EInvoice invoice) =>
        Differs(invoice.Totals.WithTax, invoice.Totals.WithoutTax + invoice.Totals.Tax, "BR-CO-15", "BT-112", "totals.total", "The total with tax");

    private static IEnumerable<EInvoiceFault> Due(EInvoice invoice) =>
        Differs(invoice.Totals.Due, invoice.Totals.WithTax - invoice.Totals.Prepaid + invoice.Totals.Rounding, "BR-CO-16", "BT-115", "amountDue", "The amount due");

    private static IEnumerable<EInvoiceFault> Taxes(EInvoice invoice) =>
        from tax in invoice.Taxes
        where !EInvoiceScope.IsExact(tax, invoice.Type)
        select new EInvoiceFault("BR-CO-17", "BT-117", "taxes.amount", $"The tax of {tax.Category.Code()} at {tax.Rate:0.####} % on {tax.Base} is {tax.Amount}, which is not the base × the rate: several authorities' taxes at one rate were rounded apart. Bill them on invoices of their own, or set the customer's e-invoice format to None.");

    private static IEnumerable<EInvoiceFault> Differs(Money said, Money computed, string rule, string term, string field, string what)
    {
        if (said != computed)
            yield return new(rule, term, field, $"{what} is {said}, but its parts give {computed}; correct it.");
    }
}
