using Billing.Domain;

namespace Billing.Documents.Letterheads;

/// <summary>A party of a document.</summary>
/// <param name="Name">The registered name.</param>
/// <param name="Address">The address as of the document's date.</param>
/// <param name="TaxIds">As printed, in order; without a label where the document's language says what it is.</param>
/// <param name="Email">Or empty.</param>
/// <param name="Phone">Or empty.</param>
/// <param name="Website">Or empty.</param>
public sealed record DocumentParty(
    string Name, PostalAddress Address, IReadOnlyList<TaxId> TaxIds, string Email = "", string Phone = "", string Website = "");

/// <summary>Reads sellers and customers as the ledger keeps them into parties as they are printed.</summary>
public static class DocumentParties
{
    /// <summary>The seller as a party of a document.</summary>
    public static DocumentParty ToParty(this Seller seller) =>
        new(seller.Name, seller.Address, seller.TaxIds, seller.Contact.Email, seller.Contact.Phone, WithoutScheme(seller.Contact.Website));

    /// <summary>The customer as a party of a document.</summary>
    public static DocumentParty ToParty(this CustomerProfile customer) =>
        new(customer.Name, customer.Address, customer.IsBusiness ? [new TaxId("", customer.VatId)] : [], customer.Email);

    /// <summary>The language that a customer is written to in: its own, else the seller's; a BCP 47 tag.</summary>
    public static string LanguageFor(this Seller seller, CustomerProfile customer) => customer.Language.Length > 0 ? customer.Language : seller.Language;

    // As it stands on letterheads.
    private static string WithoutScheme(string website) => website.Replace("https://", "", StringComparison.Ordinal);
}
