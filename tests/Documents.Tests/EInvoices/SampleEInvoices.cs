using Billing.Domain;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>E-invoices as they are decided, with a line of each sort.</summary>
internal static class SampleEInvoices
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly ServicePeriod March = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));

    private static readonly EInvoiceParty Seller = new(
        "Nordlicht Software GmbH", new PostalAddress("Speicherstraße 12", "20457", "Hamburg", "", "DE"), "DE123456788", "27/123/45678", "HRB 123456",
        new ElectronicAddress("9930", "DE123456788"), "Jana Petersen", "+49 40 1234567", "rechnung@nordlicht.example")
    {
        LegalInformation = "Amtsgericht Hamburg HRB 123456, Geschäftsführerin: Jana Petersen",
    };

    private static readonly EInvoiceParty Buyer = new(
        "Stadtwerke Münster & Söhne <AG>", new PostalAddress("Hafenweg 3", "48155", "Münster", "Nordrhein-Westfalen", "DE"), "DE987654328", "", "",
        new ElectronicAddress("0204", "05515-12345-67"), "Kreditorenbuchhaltung", "", "eingang@stadtwerke.example");

    /// <summary>A sum of two rates, a discount, a line that takes back, a price with many decimals, a credit and a rounding.</summary>
    internal static EInvoice Invoice(EInvoiceFormat format) => new()
    {
        Format = format,
        Number = "NL-INV-2026-000042",
        IssueDate = new DateOnly(2026, 4, 1),
        Type = EInvoiceType.Invoice,
        Currency = Eur,
        DueDate = new DateOnly(2026, 4, 15),
        BuyerReference = "05515-12345-67",
        OrderReference = "PO-7/2026",
        PaymentTerms = "Zahlbar bis 15.04.2026 ohne Abzug.",
        // Peppol takes one note.
        Notes = format == EInvoiceFormat.PeppolBis
            ? ["Vielen Dank für Ihren Auftrag.\nErmäßigter Satz nach § 12 Abs. 2 UStG."]
            : ["Vielen Dank für Ihren Auftrag.", "Ermäßigter Satz nach § 12 Abs. 2 UStG."],
        Seller = Seller,
        Buyer = Buyer,
        Period = March,
        Payment = new EInvoicePayment("58", "NL-INV-2026-000042", "DE89370400440532013000", "Nordlicht Software GmbH", "COBADEFFXXX"),
        Lines =
        [
            new("1", "Team plan", "12 seats, billed monthly", 12, "C62", 25.00m, [new EInvoiceAllowance(Euro(30.00m), "Loyal customer, 10 %")], Euro(270.00m), TaxTreatment.Standard, 19, March),
            new("2", "API calls", "", 1_234_567, "C62", 0.000123m, [], Euro(151.85m), TaxTreatment.Standard, 19, March),
            new("3", "Seats given back", "", -2, "C62", 12.50m, [], Euro(-25.00m), TaxTreatment.Standard, 19, null),
            new("4", "Handbook", "", 1.5m, "HUR", 80, [], Euro(120.00m), TaxTreatment.Standard, 7, null),
        ],
        Taxes =
        [
            new(TaxTreatment.Standard, 19, Euro(396.85m), Euro(75.40m), "", ""),
            new(TaxTreatment.Standard, 7, Euro(120.00m), Euro(8.40m), "", ""),
        ],
        Totals = new(Euro(516.85m), Euro(516.85m), Euro(83.80m), Euro(600.65m), Euro(100.00m), Euro(0.01m), Euro(500.66m)),
    };

    /// <summary>Of a part of the invoice; nothing is to pay.</summary>
    internal static EInvoice CreditNote(EInvoiceFormat format) => Invoice(format) with
    {
        Number = "NL-CRN-2026-000003",
        IssueDate = new DateOnly(2026, 4, 9),
        Type = EInvoiceType.CreditNote,
        DueDate = null,
        PaymentTerms = "Der Betrag wird gutgeschrieben",
        Notes = [],
        Preceding = new PrecedingInvoice("NL-INV-2026-000042", new DateOnly(2026, 4, 1), null),
        Payment = new EInvoicePayment("97", "NL-CRN-2026-000003", "", "", ""),
        Lines = [new("1", "Team plan", "", 1, "C62", 22.50m, [], Euro(22.50m), TaxTreatment.Standard, 19, March)],
        Taxes = [new(TaxTreatment.Standard, 19, Euro(22.50m), Euro(4.28m), "", "")],
        Totals = new(Euro(22.50m), Euro(22.50m), Euro(4.28m), Euro(26.78m), Euro(0), Euro(0), Euro(26.78m)),
    };

    /// <summary>Goods to another member state of the European Union: no tax, with its reason, and where and when they went.</summary>
    internal static EInvoice WithoutTax(EInvoiceFormat format, TaxTreatment category, string code, string reason) => Invoice(format) with
    {
        Buyer = Buyer with { VatId = "ATU12345675", Address = new PostalAddress("Ring 1", "1010", "Wien", "", "AT") },
        DeliveryDate = new DateOnly(2026, 3, 20),
        DeliveryCountry = "AT",
        Lines = [new("1", "Terminal", "", 3, "H87", 99.99m, [], Euro(299.97m), category, 0, null)],
        Taxes = [new(category, 0, Euro(299.97m), Euro(0), reason, code)],
        Totals = new(Euro(299.97m), Euro(299.97m), Euro(0), Euro(299.97m), Euro(0), Euro(0), Euro(299.97m)),
    };

    internal static Money Euro(decimal amount) => new(amount, Eur);
}
