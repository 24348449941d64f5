using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Tests.Invoices;

/// <summary>What the lines of an invoice say about how they were priced, read from documents as the ledger issues them.</summary>
public sealed class PricedLineTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly LineTax Vat = new(TaxTreatment.Standard, 19, "DE", "");
    private static readonly ServicePeriod March = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));

    [Fact]
    public void Each_kind_of_line_says_what_it_is()
    {
        var text = Print(EveryKind(), "en");

        Assert.All(
            new[]
            {
                "Included: Relay", "Relay (> 100 ≤ 1000)", "Minimum commitment: Relay", "Set-up fee: Relay", "Unused time: Board", "Workshop on 2 March", "With 3 events of earlier periods that were reported late",
                "Discount: Spring offer (25%)", "-2.25", "Discount: Welcome back", "-1.00", "Order number", "PO-4711", "Your reference", "K-17", "Thank you for your order.",
            },
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Equal(2, text.Split("reported late").Length);
    }

    [Fact]
    public void The_same_is_said_in_German()
    {
        var text = Print(EveryKind(), "de");

        Assert.All(
            new[]
            {
                "Enthalten: Relay", "Mindestumsatz: Relay", "Einrichtung: Relay", "Ungenutzte Zeit: Board", "Mit 3 verspätet gemeldeten Ereignissen früherer Zeiträume", "Rabatt: Spring offer (25 %)", "-2,25",
                "Bestellnummer", "Bei Zahlung bis 11. April 2026 dürfen Sie 2 % Skonto (3,50 EUR) abziehen.",
            },
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Prices_that_include_tax_say_so_and_what_was_rounded()
    {
        var line = Line(LineKind.Recurring, "Handbook", 1, "copy", 0.03m) with { TaxIncluded = true };
        var invoice = InvoiceCalculation.Total("inv_1", Euro, [line, line with { LineNo = 2, Tax = Vat with { Rate = 7 } }], [], 1, []);
        var text = Print(Issued(invoice with { Totals = invoice.Totals with { Rounding = new Money(0.01m, Euro) } }), "en");

        Assert.Contains("incl. 19%", text, StringComparison.Ordinal);
        Assert.Contains("All prices include the tax.", text, StringComparison.Ordinal);
        Assert.Contains("Subtotal without tax", text, StringComparison.Ordinal);
        Assert.Contains("Rounding 0.01", text, StringComparison.Ordinal);
        Assert.Contains("Prices whose tax is marked \"incl.\" include it.", Print(Issued(InvoiceCalculation.Total("inv_1", Euro, [line, Line(LineKind.Recurring, "Board", 1, "seat", 5) with { LineNo = 2 }], [], 1, [])), "en"), StringComparison.Ordinal);
        Assert.DoesNotContain("include", Print(Issued(InvoiceCalculation.Total("inv_1", Euro, [Line(LineKind.Recurring, "Board", 1, "seat", 5)], [], 1, [])), "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebilled_invoice_names_the_one_that_it_replaces()
    {
        var invoice = InvoiceCalculation.Total("inv_1", Euro, [Line(LineKind.Recurring, "Board", 1, "seat", 5)], [], 1, []) with { ReplacesNumber = "NL-INV-2026-000007" };

        Assert.Contains("Replaces invoice NL-INV-2026-000007", Print(Issued(invoice), "en"), StringComparison.Ordinal);
        Assert.Contains("Ersetzt Rechnung NL-INV-2026-000007", Print(Issued(invoice), "de"), StringComparison.Ordinal);
    }

    private static IssuedInvoice EveryKind()
    {
        var spring = new LineDiscount("spring", "Spring offer", 25, new Money(2.25m, Euro));
        var welcome = new LineDiscount("welcome", "Welcome back", null, new Money(1, Euro));
        InvoiceLine[] lines =
        [
            Line(LineKind.Included, "Relay", 100, "call", 0) with { LateEvents = 3 },
            Line(LineKind.Usage, "Relay (> 100 ≤ 1000)", 900, "call", 0.01m) with { Discounts = [spring, welcome], LateEvents = 3 },
            Line(LineKind.MinimumCommitment, "Relay", 1, "", 41),
            Line(LineKind.SetUpFee, "Relay", 1, "", 99),
            Line(LineKind.UnusedTime, "Board", -1, "", 23.87m),
            Line(LineKind.Manual, "Workshop on 2 March", 1.5m, "day", 20),
        ];
        return Issued(InvoiceCalculation.Total("inv_1", Euro, [.. lines.Select((line, index) => line with { LineNo = index + 1 })], [], 1, []) with { PurchaseOrder = "PO-4711", Memo = "Thank you for your order." });
    }

    private static InvoiceLine Line(LineKind kind, string description, decimal quantity, string unit, decimal price) => InvoiceLine.Of(1, kind, description, "relay", March, quantity, unit, price, Vat, Euro);

    private static IssuedInvoice Issued(Invoice invoice) => new(
        invoice, "NL-INV-2026-000012", new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 15), new DateOnly(2026, 4, 1), Money.Zero(Euro), invoice.Totals.Total, null,
        new DiscountOffer(2, new DateOnly(2026, 4, 11), new Money(3.5m, Euro), []),
        new Seller("nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [new TaxId("VAT ID", "DE318472260")], "NL",
            new SellerContact("ar@nordlicht.example", "", ""), [new BankAccount(Euro, "Sparkasse", "DE02120300000000202051", "BYLADEM1001")], "HRB 998877 B", "", "#1d7a8c", "en", [], 60, []),
        new CustomerProfile(1, "Gasthof Lindenhof OHG", new PostalAddress("Am Kirchplatz 3", "79098", "Freiburg", "", "DE"), "ap@lindenhof.example", "", "", "K-17"));

    private static string Print(IssuedInvoice issued, string language) => string.Join(
        ' ', PdfTool.TextAsWritten(InvoicePdf.Render(issued.ToDocument(DocumentAssets.None, null) with { Language = language })).Split((char[])[' ', '\n', '\f', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
