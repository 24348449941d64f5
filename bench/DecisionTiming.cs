#:project ../src/Domain/Billing.Domain.csproj
#:property PublishAot=false

// How many decisions a core makes, and how their time grows: dotnet run -c Release bench/DecisionTiming.cs
// Processor time of this process, so that a busy machine does not show in it.
using System.Globalization;
using Billing.Domain;

var euro = Currency.Of("EUR");
var today = new DateOnly(2026, 1, 1);
var seller = new Seller(
    "acme", "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", euro, [new TaxId("VAT ID", "DE123456789")], "ACME",
    new SellerContact("ar@acme.example", "", ""), [], "", "", "#224466", "de", [], 30, []);
var price = new Price(
    "crm", "acme", "crm", "The crm", "seat", euro, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance, "standard", [new PriceVersion(new DateOnly(2020, 1, 1), new PerUnitPricing(49.90m))]);
var context = new DecisionContext(
    today, DateOnly.MinValue, seller,
    new BillingPolicy(1, PaymentTerms.Net(14), 0, 3, [DunningPolicy.ForAll([new(3, DunningAction.OverdueNotice), new(30, DunningAction.FinalNotice), new(45, DunningAction.Collections)], 5, 14)], [], null),
    new Dictionary<string, Price> { ["crm"] = price },
    new TaxTable(1, new TaxScheme.Configured(), [new TaxRule("DE", "", "standard", false, new DateOnly(2020, 1, 1), TaxTreatment.Standard, 19, "DE", "")], []),
    new CustomerProfile(1, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", "", ""),
    new Dictionary<string, string>(), new Dictionary<string, Invoice>(), new Dictionary<string, IssuedDocument>(), new Dictionary<string, Coupon>(), new Dictionary<UsagePeriodKey, UsageReading>());

var due = Account(openInvoices: 0, subscribed: true);
Console.WriteLine("A decision to issue an invoice: one subscription, one line, the number known");
var simple = Measure(due, new RunBilling(), context, 300_000);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {1_000_000 / simple.Microseconds,10:N0} a second and core, {simple.Microseconds:F2} µs and {simple.Bytes:N0} bytes each"));

Console.WriteLine("Lines of an invoice (IssueInvoice)");
foreach (var lines in (int[])[1, 10, 100, 1_000, 10_000])
{
    var manual = Enumerable.Range(1, lines).Select(n => new ManualLine($"Item {n}", "crm", n % 7 + 1, "piece", 9.99m + n, "standard")).ToList();
    Print(lines, "line", Measure(Account(0, subscribed: false), new IssueInvoice($"key-{lines}", manual, "", ""), context, Math.Max(20, 40_000 / lines)));
}

foreach (var (name, command, day) in ((string, AccountCommand, DateOnly)[])[
    ("RunBilling", new RunBilling(), today), ("ApplyPayment", new ApplyPayment("pay|1", "p1", new Money(500, euro), today, null), today), ("RunCollections", new RunCollections(), today.AddDays(20))])
{
    Console.WriteLine($"Open invoices of the account ({name})");
    foreach (var invoices in (int[])[1, 10, 100, 1_000, 5_000])
        Print(invoices, "invoice", Measure(Account(invoices, subscribed: true), command, context with { Today = day }, Math.Max(40, 40_000 / invoices)));
}

Account Account(int openInvoices, bool subscribed)
{
    List<AccountEvent> events = [new AccountOpened("acme.kunde.EUR", 1)];
    if (subscribed)
    {
        var terms = new SubscriptionTerms(today, "crm", 1, price.Interval!.Value, price.Timing, today, false);
        events.Add(new SubscriptionStarted(new Subscription("crm-1", today, null, today, [terms], [], [])));
    }

    var account = AccountEvolution.Apply(null, events)!;
    var items = Enumerable.Range(1, openInvoices).Select(n => new InvoiceItem(
        $"inv_{n:D6}", $"ACME-INV-2025-{n:D6}", today.AddDays(-10 - n % 20), today.AddDays(4 - n % 20), new Money(100 + n, euro), new Money(100 + n, euro), [], -1, null, null, null, null, null, null, Money.Zero(euro), 0, Money.Zero(euro), null, null, null, null));
    return account with { Invoices = [.. items.OrderBy(item => item.DueDate).ThenBy(item => item.IssueDate).ThenBy(item => item.Number, StringComparer.Ordinal)] };
}

static (double Microseconds, long Bytes) Measure(Account account, AccountCommand command, DecisionContext context, int rounds)
{
    if (AccountDecider.Decide(account, command, context) is Decision.NeedsNumbers needed)
        context = context with { Numbers = needed.Documents.ToDictionary(document => document.DocumentId, document => "ACME-INV-2026-000001") };
    if (AccountDecider.Decide(account, command, context) is not Decision.Accepted { Events.Count: > 0 })
        throw new InvalidOperationException("Nothing was decided.");
    for (var i = 0; i < rounds; i++)
        AccountDecider.Decide(account, command, context);
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var before = Environment.CpuUsage.TotalTime;
    for (var i = 0; i < rounds; i++)
        AccountDecider.Decide(account, command, context);
    return ((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / rounds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / rounds);
}

static void Print(int count, string what, (double Microseconds, long Bytes) measured) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"  {count,6:N0}: {measured.Microseconds,10:N1} µs, {measured.Microseconds / count,8:N3} µs and {measured.Bytes / count,6:N0} bytes a {what}"));
