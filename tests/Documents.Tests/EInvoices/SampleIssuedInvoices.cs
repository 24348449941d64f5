using Billing.Domain;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>Issued invoices whose seller and customer have all that an e-invoice asks for.</summary>
internal static class SampleIssuedInvoices
{
    internal static readonly Currency Euro = Currency.Of("EUR");
    internal static readonly ServicePeriod March = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));

    private static readonly LineTax Standard = new(TaxTreatment.Standard, 19, "DE", "");

    /// <summary>A plan with a discount and usage of which the price has many decimals.</summary>
    internal static IssuedInvoice TwoLines(EInvoiceFormat format) => Issued(
        InvoiceCalculation.Total(
            "inv_1", Euro,
            [
                InvoiceLine.Of(1, LineKind.Recurring, "Team plan", "team", March, 12, "seat", 25, Standard, Euro) with { Discounts = [new LineDiscount("loyal", "Loyal customer", 10, new Money(30, Euro))] },
                InvoiceLine.Of(2, LineKind.Usage, "API calls", "api", March, 1_234_567, "call", 0.000123m, Standard, Euro),
            ],
            [], 1, []),
        format);

    /// <summary>As it is issued: an invoice is paid in part by credit, a correction names the invoice that it corrects.</summary>
    internal static IssuedInvoice Issued(Invoice content, EInvoiceFormat format, Money? creditUsed = null)
    {
        var isCredit = content.Kind != DocumentKind.Invoice;
        var credit = creditUsed ?? Money.Zero(content.Currency);
        return new IssuedInvoice(
            content, "NL-INV-2026-000012", new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 15), new DateOnly(2026, 4, 1), credit, isCredit ? Money.Zero(content.Currency) : content.Totals.Total - credit,
            isCredit ? new PrecedingInvoice("NL-INV-2026-000007", new DateOnly(2026, 3, 1), null, true) : null, null, Seller, Buyer with { EInvoiceFormat = format });
    }

    private static Seller Seller { get; } = new(
        "nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro,
        [new TaxId("VAT ID", "DE318472260"), new TaxId("Tax number", "30/123/45678")], "NL", new SellerContact("ar@nordlicht.example", "+49 30 1234567", "nordlicht.example", "Accounts receivable"),
        [new BankAccount(Euro, "Sparkasse", "DE02120300000000202051", "BYLADEM1001")], "Amtsgericht Berlin HRB 998877 B", "", "#1d7a8c", "en", [], 60, [])
    {
        RegistrationId = "HRB 998877 B",
        ElectronicAddress = new ElectronicAddress("9930", "DE318472260"),
    };

    internal static CustomerProfile Buyer { get; } = new(
        1, "Gasthof Lindenhof OHG", new PostalAddress("Am Kirchplatz 3", "1010", "Wien", "", "AT"), "ap@lindenhof.example", "ATU62819043", "en", "K-17")
    {
        ElectronicAddress = new ElectronicAddress("9914", "ATU62819043"),
    };
}
