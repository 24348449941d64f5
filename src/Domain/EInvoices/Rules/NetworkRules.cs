namespace Billing.Domain;

/// <summary>What Peppol and XRechnung both ask for: who sends and who gets the document.</summary>
internal static class NetworkRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [SellerAddress, BuyerAddress, LinesWithinPeriod];

    private static IEnumerable<EInvoiceFault> SellerAddress(EInvoice invoice)
    {
        if (invoice.Seller.ElectronicAddress is null)
            yield return new("PEPPOL-EN16931-R020", "BT-34", "seller.electronicAddress", "The seller has no electronic address; give it one, with its scheme of the list EAS.");
    }

    private static IEnumerable<EInvoiceFault> BuyerAddress(EInvoice invoice)
    {
        if (invoice.Buyer.ElectronicAddress is null)
            yield return new("PEPPOL-EN16931-R010", "BT-49", "customer.electronicAddress", "The customer has no electronic address to deliver to; ask for it, and put it into the profile with its scheme of the list EAS.");
    }

    private static IEnumerable<EInvoiceFault> LinesWithinPeriod(EInvoice invoice)
    {
        if (invoice.Period is not { } all)
            yield break;
        foreach (var line in invoice.Lines)
        {
            if (line.Period is not { } days)
                continue;
            if (days.Start < all.Start)
                yield return new("PEPPOL-EN16931-R110", "BT-134", $"lines[{line.Id}].period", $"Line {line.Id} starts before the days that the document bills; correct its period.");
            if (days.End > all.End)
                yield return new("PEPPOL-EN16931-R111", "BT-135", $"lines[{line.Id}].period", $"Line {line.Id} ends after the days that the document bills; correct its period.");
        }
    }
}
