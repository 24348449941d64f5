using Billing.Domain;

namespace Billing.DevHost.Gallery.Samples;

/// <summary>Who writes sample documents, and to whom.</summary>
internal static class SampleParties
{
    internal static readonly Currency Euro = Currency.Of("EUR");

    internal static readonly Currency Franc = Currency.Of("CHF");

    internal static Seller Seller { get; } = new(
        "nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [new TaxId("VAT ID", "DE318472260")], "NL",
        new SellerContact("ar@nordlicht.example", "+49 30 5550 12", "https://nordlicht.example"), [new BankAccount(Euro, "Sparkasse", "DE02 1203 0000 0000 2020 51", "BYLADEM1001")],
        "Nordlicht Software GmbH · Amtsgericht Charlottenburg HRB 998877 B", "", "#1d7a8c", "en", [], 60, []);

    internal static Seller SwissSeller { get; } = Seller with
    {
        SellerId = "seeblick",
        Name = "Seeblick Informatik AG",
        Address = new PostalAddress("Bahnhofstrasse 12", "8001", "Zürich", "", "CH"),
        TimeZone = "Europe/Zurich",
        Currency = Franc,
        TaxIds = [new TaxId("UID", "CHE-123.456.788 MWST")],
        NumberPrefix = "SB",
        Contact = new SellerContact("debitoren@seeblick.example", "+41 44 555 01 20", "https://seeblick.example"),

        // The QR-IBAN of the Swiss guidelines' examples.
        Bank = [new BankAccount(Franc, "Zürcher Bank", "CH44 3199 9123 0008 8901 2", "POFICHBEXXX")],
        LegalFooter = "Seeblick Informatik AG · Handelsregister Zürich CHE-123.456.788",
        Colour = "#8a1c3a",
        Language = "de-CH",
    };

    internal static CustomerProfile Customer(string language = "en-GB") =>
        new(1, "Gasthof Lindenhof OHG", new PostalAddress("Am Kirchplatz 3", "79098", "Freiburg", "", "DE"), "ap@lindenhof.example", "", language, "K-17");

    internal static CustomerProfile SwissCustomer(string language = "de-CH") =>
        new(1, "Zoë Rütimeyer", new PostalAddress("Rue du Lac 1268", "2501", "Biel/Bienne", "", "CH"), "zoe@ruetimeyer.example", "", language, "");
}
