namespace Billing.Domain;

/// <summary>Who seller and buyer are (BG-4, BG-7).</summary>
internal static class PartyRules
{
    public static IReadOnlyList<EInvoiceRule> All { get; } = [Names, Countries, SellerIds, VatIds, ElectronicAddresses];

    private static IEnumerable<EInvoiceFault> Names(EInvoice invoice)
    {
        if (invoice.Seller.Name.Length == 0)
            yield return new("BR-06", "BT-27", "seller.name", "The seller has no name; give it one.");
        if (invoice.Buyer.Name.Length == 0)
            yield return new("BR-07", "BT-44", "customer.name", "The customer has no name; give it one.");
    }

    private static IEnumerable<EInvoiceFault> Countries(EInvoice invoice)
    {
        if (invoice.Seller.Address.Country.Length == 0)
            yield return new("BR-09", "BT-40", "seller.address.country", "The seller's address has no country; give one of ISO 3166-1.");
        if (invoice.Buyer.Address.Country.Length == 0)
            yield return new("BR-11", "BT-55", "customer.address.country", "The customer's address has no country; give one of ISO 3166-1.");
    }

    // So that the buyer can tell who it is. A bank's or processor's id (BT-29, BT-90) does not come up here.
    private static IEnumerable<EInvoiceFault> SellerIds(EInvoice invoice)
    {
        if (invoice.Seller.RegistrationId.Length == 0 && invoice.Seller.VatId.Length == 0)
            yield return new("BR-CO-26", "BT-30", "seller.registrationId", "The document names neither a VAT id of the seller nor its number in a register; give the seller a registration id.");
    }

    private static IEnumerable<EInvoiceFault> VatIds(EInvoice invoice)
    {
        if (!HasPrefix(invoice.Seller.VatId))
            yield return new("BR-CO-09", "BT-31", "seller.taxIds", $"The seller's VAT id {invoice.Seller.VatId} does not begin with its country; write it with the prefix, such as DE.");
        if (!HasPrefix(invoice.Buyer.VatId))
            yield return new("BR-CO-09", "BT-48", "customer.vatId", $"The customer's VAT id {invoice.Buyer.VatId} does not begin with its country; write it with the prefix, such as DE.");
    }

    // Greece has EL beside GR, and Northern Ireland XI.
    private static bool HasPrefix(string vatId) => vatId.Length == 0 || (vatId.Length > 2 && (Domain.Countries.Contains(vatId[..2]) || vatId[..2] is "EL" or "XI"));

    private static IEnumerable<EInvoiceFault> ElectronicAddresses(EInvoice invoice) =>
        ElectronicAddress(invoice.Seller.ElectronicAddress, "BR-62", "BT-34", "seller.electronicAddress").Concat(ElectronicAddress(invoice.Buyer.ElectronicAddress, "BR-63", "BT-49", "customer.electronicAddress"));

    private static IEnumerable<EInvoiceFault> ElectronicAddress(ElectronicAddress? address, string rule, string term, string field)
    {
        if (address is { Scheme.Length: 0 })
            yield return new(rule, term, $"{field}.scheme", "An electronic address needs its scheme; give one of the list EAS, such as 0204.");
        else if (address is not null && ElectronicAddressSchemes.Check(address) is { } problem)
            yield return new(problem.Rule, term, field, problem.Message);
    }
}
