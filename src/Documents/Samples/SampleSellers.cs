using Billing.Domain;

namespace Billing.Documents.Samples;

/// <summary>Invented sellers.</summary>
public static class SampleSellers
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly Currency Dollar = Currency.Of("USD");
    private static readonly Currency Riyal = Currency.Of("SAR");

    /// <summary>In Germany.</summary>
    public static Seller Nordlicht { get; } = new(
        "nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro,
        [new TaxId("VAT ID", "DE318472260")], "NL", new SellerContact("rechnung@nordlicht.example", "+49 30 23125 140", "https://www.nordlicht.example", "Jana Wiebe"),
        [new BankAccount(Euro, "Bank für Beispiele", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX")],
        "Amtsgericht Charlottenburg, HRB 998877 B. Managing director: Jana Wiebe", "", "#1d7a8c", "en", [], 400, []);

    /// <summary>In the United States.</summary>
    public static Seller Cascade { get; } = new(
        "cascade", "Cascade Harbor Labs, Inc.", new PostalAddress("1420 Alder Wharf, Suite 300", "98101", "Seattle", "WA", "US"), "America/Los_Angeles", Dollar,
        [new TaxId("EIN", "91-5550147")], "CHL", new SellerContact("billing@cascadeharbor.example", "+1 206 555 0142", "https://www.cascadeharbor.example", "Accounts Receivable"),
        [new BankAccount(Dollar, "First Example Bank", "000123456789", "125000105")],
        "Washington UBI 699 555 014. President: Marcus Okafor", "", "#e4572e", "en-US", [], 400, []);

    /// <summary>In Saudi Arabia, where labels are in Arabic too.</summary>
    public static Seller Wadi { get; } = new(
        "wadi", "Wadi Cloud Company LLC", new PostalAddress("King Fahd Road 7001", "12214", "Riyadh", "", "SA"), "Asia/Riyadh", Riyal,
        [new TaxId("VAT ID", "310122393500003")], "WCC", new SellerContact("billing@wadi.example", "+966 11 555 0110", "https://wadi.example", "Billing"),
        [new BankAccount(Riyal, "Example Bank of Riyadh", "SA03 8000 0000 6080 1016 7519", "EXRISARI")],
        "Commercial registration 1010555011", "", "#2f6b4f", "en", [], 400, []);
}
