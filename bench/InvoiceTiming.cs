#:project ../src/Documents/Billing.Documents.csproj
#:property PublishAot=false

// How long an invoice takes to print: dotnet run -c Release bench/InvoiceTiming.cs
// Processor time of this process, so that a busy machine does not show in it.
using System.Globalization;
using Billing.Documents.Invoices;
using Billing.Domain;

foreach (var (name, lines, rounds) in ((string, int, int)[])[("Spedition Vandervelde", 1, 2000), ("Spedition Vandervelde", 12, 2000), ("شركة النقل السريع", 1, 2000), ("Spedition Vandervelde", 400, 100)])
{
    var invoice = Invoice(name, lines);
    for (var i = 0; i < rounds; i++)
        InvoicePdf.Render(invoice);
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var before = Environment.CpuUsage.TotalTime;
    var bytes = 0;
    for (var i = 0; i < rounds; i++)
        bytes = InvoicePdf.Render(invoice).Length;
    var spent = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / rounds;
    var kilobytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / rounds / 1024;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines,4} lines: {spent,6:F2} ms, {kilobytes,6} KB allocated, file of {bytes / 1024.0,6:F1} KB ({name})"));
}

static InvoiceDocument Invoice(string buyer, int lines)
{
    var euro = Currency.Of("EUR");
    var net = new Money(100m * lines, euro);
    var tax = new Money(19m * lines, euro);
    return new InvoiceDocument
    {
        Kind = new IssuedKind.Invoice(),
        Number = "INV-2026-000417",
        IssueDate = new DateOnly(2026, 11, 1),
        DueDate = new DateOnly(2026, 11, 15),
        Language = "en-GB",
        Currency = euro,
        Seller = new DocumentParty("Nordlicht GmbH", new PostalAddress("Hafenstraße 21", "20457", "Hamburg", "", "DE"), [new TaxId("VAT ID", "DE298374651")]),
        Buyer = new DocumentParty(buyer, new PostalAddress("Kempische Steenweg 311", "3500", "Hasselt", "", "BE"), [new TaxId("VAT ID", "BE0417497106")]),
        Lines = [.. Enumerable.Range(1, lines).Select(i => new DocumentLine(
            $"Service {i}, standard plan", new ServicePeriod(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 1)), 4m, "pcs", 25m, TaxTreatment.Standard, 19m, new Money(100m, euro)))],
        TaxSummary = [new TaxSummaryRow(TaxTreatment.Standard, 19m, net, tax)],
        Totals = new DocumentTotals(net, tax, net + tax, Money.Zero(euro), net + tax),
        Payment = new PaymentInstructions(new BankAccount(euro, "Haspa", "DE89 3704 0044 0532 0130 00", "HASPDEHHXXX"), "INV-2026-000417", null),
        LegalFooter = "Nordlicht GmbH, Amtsgericht Hamburg HRB 148822",
    };
}
