using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Customers;

/// <summary>Who a customer is, and how it gets its documents.</summary>
internal sealed record ProfileBody(
    string Name, PostalAddress Address, string Email, string VatId, string Language, string Reference, string Iban, TaxExemption? TaxExemption, EInvoiceFormat? EInvoiceFormat,
    ElectronicAddress? ElectronicAddress, bool EInvoiceOnly, IReadOnlyList<BillingContact> Contacts) : IRequestBody<ProfileBody>
{
    // What the fields mean is for CustomerChecks, so that all that is wrong is told at once.
    public static ProfileBody Read(BodyReader body) => new(
        body.Text("name"), body.Object("address", ReadAddress), body.Text("email", 254), body.OptionalText("vatId", 30), body.OptionalText("language", 20), body.OptionalText("reference", 100),
        body.OptionalText("iban", 50), body.OptionalObject("taxExemption", exemption => new TaxExemption(exemption.Text("reason"), exemption.OptionalText("certificate", 60), exemption.OptionalDate("validUntil"))),
        body.OptionalChoice<EInvoiceFormat>("eInvoiceFormat"), body.OptionalObject("electronicAddress", ReadElectronicAddress), body.Flag("eInvoiceOnly", otherwise: false),
        body.List("contacts", 0, CustomerProfile.MostContacts, contact => new BillingContact(contact.Text("name"), contact.Text("email", 254))));

    public CustomerProfile ToProfile(int version) => new(version, Name, Address, Email, VatId, Language, Reference, Domain.Iban.Normalise(Iban), TaxExemption)
    {
        EInvoiceFormat = EInvoiceFormat,
        ElectronicAddress = ElectronicAddress,
        EInvoiceOnly = EInvoiceOnly,
        Contacts = Contacts,
    };

    public static ElectronicAddress ReadElectronicAddress(BodyReader address) => new(address.Text("scheme", 4), address.Text("id", 100));

    private static PostalAddress ReadAddress(BodyReader address) => new(
        address.Text("street"), address.OptionalText("postalCode", 20), address.Text("city"), address.OptionalText("region", 40), address.Text("country", 2));
}

/// <summary>A customer to create: an account with one seller in one currency.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="CustomerId">The customer's id with the seller; made up where there is none.</param>
/// <param name="Currency">The currency of the account.</param>
/// <param name="Profile">Who the customer is.</param>
/// <param name="AllowDuplicate">Whether it is another customer although one with the same tax id, or the same name and address, is known.</param>
internal sealed record CustomerBody(string SellerId, string? CustomerId, Currency Currency, ProfileBody Profile, bool AllowDuplicate) : IRequestBody<CustomerBody>
{
    public static CustomerBody Read(BodyReader body) => new(
        body.Text("sellerId", 40, TextForm.Slug), body.TextOrNothing("customerId", 40, TextForm.Slug), body.Currency("currency"), body.Object("profile", ProfileBody.Read),
        body.Flag("allowDuplicate", otherwise: false));
}
