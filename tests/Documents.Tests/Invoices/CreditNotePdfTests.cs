using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Tests.Invoices;

public class CreditNotePdfTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData("en-GB", "This credit note corrects invoice ACME-INV-2026-000001 of 1 January 2026.", "Reason: the same was billed twice")]
    [InlineData("de", "Diese Gutschrift berichtigt die Rechnung ACME-INV-2026-000001 vom 1. Januar 2026.", "Grund: doppelt berechnet")]
    public void A_credit_note_names_the_invoice_its_date_and_the_reason(string language, string corrects, string reason)
    {
        var text = string.Join(' ', PdfTool.Text(InvoicePdf.Render(Note(language, ReasonCode.Duplicate))).Split((char[])[], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("ACME-CRN-2026-000001", text);
        Assert.Contains(corrects, text);
        Assert.Contains(reason, text);
        Assert.Contains(language == "de" ? "-59,50" : "-59.50", text.Replace('\u2212', '-'));
    }

    [Fact]
    public void Why_a_seller_gives_a_debt_up_is_no_business_of_the_customers() =>
        Assert.Contains("Reason: correction", PdfTool.Text(InvoicePdf.Render(Note("en", ReasonCode.Insolvency))));

    // Half of a line of 100.00 at 19 %, as the ledger issues it.
    private static InvoiceDocument Note(string language, ReasonCode reason)
    {
        var tax = new LineTax(TaxTreatment.Standard, 19, "DE", "");
        var line = InvoiceLine.Of(1, LineKind.Recurring, "CRM", "crm", new ServicePeriod(new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1)), -1, "", 50, tax, Euro);
        var note = InvoiceCalculation.Total("crn_1", Euro, [line], [], 7, []) with { Kind = DocumentKind.CreditNote };
        var issued = new IssuedInvoice(
            note, "ACME-CRN-2026-000001", new DateOnly(2026, 1, 10), new DateOnly(2026, 1, 10), new DateOnly(2026, 1, 10), Money.Zero(Euro), Money.Zero(Euro),
            new PrecedingInvoice("ACME-INV-2026-000001", new DateOnly(2026, 1, 1), reason), null,
            new Seller("acme", "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [new TaxId("VAT ID", "DE123456789")], "ACME",
                new SellerContact("ar@acme.example", "", ""), [], "HRB 1", "", "#224466", "de", [], 30, []),
            new CustomerProfile(1, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", language, "PO 1"));
        return issued.ToDocument(DocumentAssets.None, null);
    }
}
