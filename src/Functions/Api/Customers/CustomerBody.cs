using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;

namespace Billing.Functions.Api.Customers;

/// <summary>Who a customer is.</summary>
internal sealed record ProfileBody(string Name, PostalAddress Address, string Email, string VatId, string Language, string Reference) : IRequestBody<ProfileBody>
{
    public static ProfileBody Read(BodyReader body) => new(
        body.Text("name"), body.Object("address", SellerBody.ReadAddress), SellerBody.ReadEmail(body, "email"), body.OptionalText("vatId", 30), SellerBody.ReadLanguage(body, required: false), body.OptionalText("reference", 100));

    public CustomerProfile ToProfile(int version) => new(version, Name, Address, Email, VatId, Language, Reference);
}

/// <summary>A customer to create: an account with one seller in one currency.</summary>
internal sealed record CustomerBody(string SellerId, string? CustomerId, Currency Currency, ProfileBody Profile) : IRequestBody<CustomerBody>
{
    public static CustomerBody Read(BodyReader body) => new(
        body.Text("sellerId", 40, TextForm.Slug), body.TextOrNothing("customerId", 40, TextForm.Slug), body.Currency("currency"), body.Object("profile", ProfileBody.Read));
}
