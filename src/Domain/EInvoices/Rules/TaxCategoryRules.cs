namespace Billing.Domain;

/// <summary>What each VAT category asks for. The standard has the same rules for each under numbers of its own: BR-S-02, BR-AE-02, BR-IC-02.</summary>
internal static class TaxCategoryRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [Breakdown, SellerIds, BuyerIds, NoIds, Rates, Bases, Amounts, Reasons, Delivery, Alone];

    // The rules name the category for supplies within the Union IC, though its code is K.
    private static string Rule(TaxTreatment category, int number) => $"BR-{(category == TaxTreatment.IntraCommunity ? "IC" : category.Code())}-{number:00}";

    private static IEnumerable<TaxTreatment> Categories(EInvoice invoice) => invoice.Lines.Select(line => line.Category).Distinct();

    private static IEnumerable<EInvoiceFault> Breakdown(EInvoice invoice) =>
        from category in Categories(invoice)
        where invoice.Taxes.All(tax => tax.Category != category)
        select new EInvoiceFault(Rule(category, 1), "BG-23", "taxes", $"Lines are taxed as {category.Code()}, and no tax of the document is; correct the sums.");

    private static IEnumerable<EInvoiceFault> SellerIds(EInvoice invoice) =>
        from category in Categories(invoice)
        where category != TaxTreatment.OutOfScope && invoice.Seller.VatId.Length == 0
        let mayBeOther = category is TaxTreatment.Standard or TaxTreatment.ZeroRated or TaxTreatment.Exempt or TaxTreatment.ReverseCharge
        where !mayBeOther || invoice.Seller.TaxNumber.Length == 0
        select new EInvoiceFault(Rule(category, 2), "BT-31", "seller.taxIds", $"What is taxed as {category.Code()} needs {(mayBeOther ? "a VAT id or a tax number" : "a VAT id")} of the seller; add it to the seller's tax ids.");

    private static IEnumerable<EInvoiceFault> BuyerIds(EInvoice invoice) =>
        from category in Categories(invoice)
        where category is TaxTreatment.ReverseCharge or TaxTreatment.IntraCommunity && invoice.Buyer.VatId.Length == 0
            && (category == TaxTreatment.IntraCommunity || invoice.Buyer.RegistrationId.Length == 0)
        select new EInvoiceFault(Rule(category, 2), "BT-48", "customer.vatId", $"What is taxed as {category.Code()} needs the customer's VAT id, with its country's prefix and right check digits; put it into the profile.");

    private static IEnumerable<EInvoiceFault> NoIds(EInvoice invoice)
    {
        if (Categories(invoice).Contains(TaxTreatment.OutOfScope) && (invoice.Seller.VatId.Length > 0 || invoice.Buyer.VatId.Length > 0))
            yield return new("BR-O-02", "BT-31", "seller.taxIds", "What is outside the scope of the tax must not name VAT ids; leave them out.");
    }

    private static IEnumerable<EInvoiceFault> Rates(EInvoice invoice) =>
        from line in invoice.Lines
        where line.Category == TaxTreatment.Standard ? line.Rate <= 0 : line.Rate != 0
        select new EInvoiceFault(Rule(line.Category, 5), "BT-152", $"lines[{line.Id}].tax.rate", $"Line {line.Id} is taxed as {line.Category.Code()} at {line.Rate:0.####} %, and {(line.Category == TaxTreatment.Standard ? "needs a rate above 0" : "has none but 0")}; correct the tax rule.");

    private static IEnumerable<EInvoiceFault> Bases(EInvoice invoice) =>
        from tax in invoice.Taxes
        let lines = Money.Sum(invoice.Lines.Where(line => line.Category == tax.Category && line.Rate == tax.Rate).Select(line => line.Net), invoice.Currency)
        where tax.Base != lines
        select new EInvoiceFault(Rule(tax.Category, 8), "BT-116", "taxes.base", $"The base of {tax.Category.Code()} at {tax.Rate:0.####} % is {tax.Base}, but its lines come to {lines}; correct it.");

    private static IEnumerable<EInvoiceFault> Amounts(EInvoice invoice) =>
        from tax in invoice.Taxes
        where tax.Category != TaxTreatment.Standard && !tax.Amount.IsZero
        select new EInvoiceFault(Rule(tax.Category, 9), "BT-117", "taxes.amount", $"The tax of {tax.Category.Code()} is {tax.Amount}, and must be 0; correct it.");

    private static IEnumerable<EInvoiceFault> Reasons(EInvoice invoice) =>
        from tax in invoice.Taxes
        let hasReason = tax.ExemptionReason.Length > 0 || tax.ExemptionCode.Length > 0
        where hasReason != tax.Category.NeedsReason()
        select new EInvoiceFault(Rule(tax.Category, 10), "BT-120", "taxes.note", hasReason
            ? $"What is taxed as {tax.Category.Code()} must not give a reason for an exemption; leave it out."
            : $"What is taxed as {tax.Category.Code()} must say why no tax is charged; give the tax rule a note or a code of the list VATEX.");

    private static IEnumerable<EInvoiceFault> Delivery(EInvoice invoice)
    {
        if (!Categories(invoice).Contains(TaxTreatment.IntraCommunity))
            yield break;
        if (invoice is { DeliveryDate: null, Period: null })
            yield return new(Rule(TaxTreatment.IntraCommunity, 11), "BT-72", "period", "A supply within the Union needs the day or the days it was made on; give the lines a period.");
        if (invoice.DeliveryCountry.Length == 0)
            yield return new(Rule(TaxTreatment.IntraCommunity, 12), "BT-80", "customer.address.country", "A supply within the Union needs the country it went to; give the customer's address one.");
    }

    private static IEnumerable<EInvoiceFault> Alone(EInvoice invoice)
    {
        if (!EInvoiceScope.IsWhollyInOrOutOfScope(invoice))
            yield return new("BR-O-11", "BT-118", "taxes", "What is outside the scope of the tax stands with what is not; bill them on invoices of their own, or set the customer's e-invoice format to None.");
    }
}
