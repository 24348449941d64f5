namespace Billing.Domain.Tests;

/// <summary>Worlds whose seller and customer have all that e-invoices ask for.</summary>
internal static class Formats
{
    public static World FacturX { get; } = World.Standard with
    {
        Seller = World.Standard.Seller with
        {
            TaxIds = [new TaxId("VAT ID", "DE 123456788"), new TaxId("Tax number", "30/123/45678")],
            Contact = new SellerContact("ar@acme.example", "+49 30 123", "acme.example", "Accounts receivable"),
            RegistrationId = "HRB 1 B",
            EInvoiceFormat = EInvoiceFormat.FacturX,
        },
    };

    public static World Asking(this World world, EInvoiceFormat? format) => world with { Profile = world.Profile with { EInvoiceFormat = format } };

    /// <summary>Both sides have an electronic address.</summary>
    public static World Reachable(this World world, string scheme, string customerId) => world with
    {
        Seller = world.Seller with { ElectronicAddress = new ElectronicAddress("9930", "DE123456788") },
        Profile = world.Profile with { ElectronicAddress = new ElectronicAddress(scheme, customerId) },
    };

    /// <summary>The customer is a business in Austria.</summary>
    public static World InAustria(this World world) => world with { Profile = world.Profile with { Address = new PostalAddress("Lange Gasse 60", "1080", "Wien", "", "AT"), VatId = "ATU62819043" } };

    public static World TaxedBy(this World world, TaxTreatment treatment, decimal rate, string note = "", string code = "", string jurisdiction = "DE", bool included = false) => world with
    {
        Taxes = world.Taxes with { Rules = [new TaxRule(world.Profile.Address.Country, "", "standard", false, Dates.Day("2020-01-01"), treatment, rate, jurisdiction, note, code)] },
        Prices = world.Prices.ToDictionary(price => price.Key, price => price.Value with { TaxIncluded = included }),
    };
}
