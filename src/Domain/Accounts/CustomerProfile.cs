using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Who the customer is: the only personal data beside issued documents. Versioned; events name the version.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Name">The legal name, as documents print it.</param>
/// <param name="Address">The billing address; its country and region decide the tax.</param>
/// <param name="Email">Where documents and notices go.</param>
/// <param name="VatId">The VAT id of a business, or another tax id where its country has no VAT; else empty.</param>
/// <param name="Language">BCP 47 tag of the customer's documents, or empty for the seller's.</param>
/// <param name="Reference">The customer's own reference, such as a purchase order number, or empty.</param>
/// <param name="Iban">The customer's bank account in electronic form, or empty.</param>
/// <param name="TaxExemption">Why no tax is charged, if so.</param>
public sealed record CustomerProfile(
    int Version,
    string Name,
    PostalAddress Address,
    string Email,
    string VatId,
    string Language,
    string Reference,
    string Iban = "",
    TaxExemption? TaxExemption = null)
{
    /// <summary>How many contacts there may be.</summary>
    public const int MostContacts = 20;

    /// <summary>As what it gets invoices as data; nothing where the seller's choice holds.</summary>
    public EInvoiceFormat? EInvoiceFormat { get; init; }

    /// <summary>Where e-invoices go in an electronic network (BT-49), or nothing.</summary>
    public ElectronicAddress? ElectronicAddress { get; init; }

    /// <summary>Whether it gets the e-invoice alone, without a PDF, where the format is a file of its own.</summary>
    public bool EInvoiceOnly { get; init; }

    /// <summary>Who else gets a copy of each document.</summary>
    public IReadOnlyList<BillingContact> Contacts { get; init; } = [];

    /// <summary>What stands in place of an erased profile. The country stays, as tax reports are made by it. Nobody is left to read an e-invoice.</summary>
    public CustomerProfile Pseudonym() =>
        new(Version, "Erased customer", new PostalAddress("", "", "", "", Address.Country), "", "", "", "") { EInvoiceFormat = Domain.EInvoiceFormat.None };

    /// <summary>Whether the customer is a business: one that has a tax id.</summary>
    [JsonIgnore]
    public bool IsBusiness => VatId.Length > 0;
}

/// <summary>Somebody who gets copies of a customer's documents.</summary>
/// <param name="Name">How they are addressed.</param>
/// <param name="Email">Where the copies go.</param>
public sealed record BillingContact(string Name, string Email);
