using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Tests.Invoices;

/// <summary>Realistic documents with amounts that add up, for whatever a test wants to print.</summary>
internal static class SampleInvoices
{
    private static readonly string[] Services =
    [
        "Fleet telematics, standard plan", "Driver app, per seat", "Cold chain monitoring for refrigerated trailers, hourly temperature log",
        "Map data and geocoding", "Fuel card reconciliation", "Priority support, weekdays 7:00 to 19:00", "Tachograph archive, 24 months",
        "API calls beyond the plan", "Onboarding workshop", "Yard management, second site", "SMS notifications", "Data export to your warehouse",
    ];

    internal static InvoiceDocument WithLines(int count, string language = "en-GB", string currency = "EUR")
    {
        var money = Currency.Of(currency);
        var lines = Enumerable.Range(0, count).Select(i => Line(i, money)).ToList();
        var net = Money.Sum(lines.Select(l => l.Amount), money);
        var tax = Money.Round(net.Amount * 0.19m, money);
        return new InvoiceDocument
        {
            Kind = new IssuedKind.Invoice(),
            Number = "ACME-INV-2026-000417",
            IssueDate = new DateOnly(2026, 11, 1),
            DueDate = new DateOnly(2026, 11, 15),
            Language = language,
            Currency = money,
            Seller = new DocumentParty(
                "Nordlicht Telematik GmbH", new PostalAddress("Hafenstraße 21", "20457", "Hamburg", "", "DE"),
                [new TaxId("VAT ID", "DE298374651"), new TaxId("Tax number", "48/712/03319")],
                "billing@nordlicht.example", "+49 40 5550 1234", "www.nordlicht.example"),
            Buyer = new DocumentParty(
                "Spedition Vandervelde & Zonen N.V.", new PostalAddress("Kempische Steenweg 311", "3500", "Hasselt", "", "BE"),
                [new TaxId("VAT ID", "BE0417497106")], "accounts@vandervelde.example"),
            OrderReference = "PO-2026-8841",
            Lines = lines,
            TaxSummary = [new TaxSummaryRow(TaxTreatment.Standard, 19m, net, tax)],
            Totals = new DocumentTotals(net, tax, net + tax, Money.Zero(money), net + tax),
            Payment = new PaymentInstructions(
                new BankAccount(money, "Hamburger Sparkasse", "DE89 3704 0044 0532 0130 00", "HASPDEHHXXX"),
                "ACME-INV-2026-000417", new Uri("https://pay.nordlicht.example/i/7f3kq9")),
            LegalFooter = "Nordlicht Telematik GmbH · Amtsgericht Hamburg HRB 148822 · Managing directors: Jana Petersen, Mirko Albrecht",
            AccentColour = "#14617a",
        };
    }

    internal static InvoiceDocument BoughtBy(string name, string city = "Hasselt")
    {
        var document = WithLines(1);
        return document with { Buyer = document.Buyer with { Name = name, Address = document.Buyer.Address with { City = city } } };
    }

    private static DocumentLine Line(int index, Currency currency)
    {
        var quantity = (index % 7) + 1 + (index % 3 == 2 ? 0.5m : 0);
        var price = index % 4 == 3 ? 0.0185m : 12.5m + (index * 3.4m);
        var units = index % 4 == 3 ? quantity * 1000 : quantity;
        return new DocumentLine(
            Services[index % Services.Length], new ServicePeriod(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 1)),
            units, index % 4 == 3 ? "calls" : "pcs", price, TaxTreatment.Standard, 19m, Money.Round(units * price, currency));
    }
}
