using Billing.Domain;

namespace Billing.Documents.Tests.Arrangements;

/// <summary>Instalment plans whose amounts add up.</summary>
internal static class SampleArrangements
{
    private static readonly Currency Euro = Currency.Of("EUR");

    /// <summary>754.70 of three invoices, by a deposit and six months.</summary>
    internal static IssuedArrangement Plan(string language = "en-GB", int graceDays = 7) => Issued(
        [
            Covered("NL-INV-2025-000090", new DateOnly(2025, 12, 1), Eur(100)),
            Covered("NL-INV-2026-000004", new DateOnly(2026, 2, 1), Eur(535.7m)),
            Covered("NL-INV-2026-000011", new DateOnly(2026, 3, 1), Eur(119)),
        ],
        [
            new Instalment(0, new DateOnly(2026, 4, 8), Eur(154.7m)),
            .. Enumerable.Range(1, 6).Select(no => new Instalment(no, new DateOnly(2026, 4, 30).AddMonths(no - 1), Eur(100))),
        ],
        Eur(754.7m), language, graceDays);

    /// <summary>One of the most invoices and instalments that there can be.</summary>
    internal static IssuedArrangement Longest() => Issued(
        [.. Enumerable.Range(1, 40).Select(n => Covered($"NL-INV-2026-{n:D6}", new DateOnly(2026, 1, 1).AddDays(n), Eur(60)))],
        [.. Enumerable.Range(1, 60).Select(no => new Instalment(no, new DateOnly(2026, 4, 30).AddMonths(no - 1), Eur(40)))],
        Eur(2400), "en-GB", 5);

    private static IssuedArrangement Issued(IReadOnlyList<ArrangedInvoice> invoices, IReadOnlyList<Instalment> instalments, Money covered, string language, int graceDays) => new(
        "arr_1", invoices, covered, instalments, graceDays, "NL-ARR-2026-000003", new DateOnly(2026, 4, 8),
        new Seller("nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [new TaxId("VAT ID", "DE318472260")], "NL",
            new SellerContact("ar@nordlicht.example", "+49 30 5550 12", "https://nordlicht.example"), [new BankAccount(Euro, "Sparkasse", "DE02120300000000202051", "BYLADEM1001")],
            "Nordlicht Software GmbH · Amtsgericht Charlottenburg HRB 998877 B", "", "#1d7a8c", "en", [], 60, []),
        new CustomerProfile(1, "Gasthof Lindenhof OHG", new PostalAddress("Am Kirchplatz 3", "79098", "Freiburg", "", "DE"), "ap@lindenhof.example", "", language, "K-17"));

    private static ArrangedInvoice Covered(string number, DateOnly issued, Money balance) => new($"inv_{number}", number, issued, issued.AddDays(14), balance);

    private static Money Eur(decimal amount) => new(amount, Euro);
}
