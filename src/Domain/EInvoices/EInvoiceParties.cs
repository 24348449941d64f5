namespace Billing.Domain;

/// <summary>Seller and buyer as EN 16931 has them.</summary>
internal static class EInvoiceParties
{
    // The scheme for e-mail in the list EAS.
    private const string Mail = "EM";

    public static EInvoiceParty Seller(Seller seller, IReadOnlySet<TaxTreatment> categories, EInvoiceFormat format) => new(
        seller.Name, seller.Address, IsOutOfScope(categories) ? "" : VatIdOf(seller), TaxNumberOf(seller), seller.RegistrationId, seller.ElectronicAddress ?? ByMail(seller.Contact.Email, format),
        seller.Contact.Name, seller.Contact.Phone, seller.Contact.Email)
    { LegalInformation = seller.LegalFooter };

    public static EInvoiceParty Buyer(CustomerProfile buyer, IReadOnlySet<TaxTreatment> categories, EInvoiceFormat format) => new(
        buyer.Name, buyer.Address, !IsOutOfScope(categories) && VatId.Check(buyer.VatId) is null ? VatId.Normalise(buyer.VatId) : "", "", "", buyer.ElectronicAddress ?? ByMail(buyer.Email, format),
        "", "", buyer.Email);

    // What is outside the scope of the tax must not name anybody's VAT id (BR-O-02).
    private static bool IsOutOfScope(IReadOnlySet<TaxTreatment> categories) => categories.Contains(TaxTreatment.OutOfScope);

    // That of the seller's own country, where it is registered in several.
    private static string VatIdOf(Seller seller)
    {
        List<string> ids = [.. seller.TaxIds.Where(id => VatId.Check(id.Value) is null).Select(id => VatId.Normalise(id.Value))];
        return ids.FirstOrDefault(id => VatId.CountryOf(id) == seller.Address.Country) ?? ids.FirstOrDefault() ?? "";
    }

    private static string TaxNumberOf(Seller seller) => seller.TaxIds.FirstOrDefault(id => VatId.Check(id.Value) is not null)?.Value ?? "";

    // XRechnung wants an address of both sides, and takes the one for e-mail where they are in no network; Peppol delivers by the address and takes none but its own.
    private static ElectronicAddress? ByMail(string email, EInvoiceFormat format) => format.IsXRechnung() && email.Length > 0 ? new ElectronicAddress(Mail, email) : null;
}
