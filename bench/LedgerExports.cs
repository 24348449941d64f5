#:project ../src/DevHost/Billing.DevHost.csproj
#:property PublishAot=false
#:property AssemblyName=Billing.LedgerExports.Bench

// What the export of a month to the general ledger takes as the journal grows: a year of it on Azurite, exported month by month as a seller would, and
// the trial balance of the last month, which reads all of it: dotnet run -c Release bench/LedgerExports.cs -- 240000
// Azurite stands for the storage account: it says how the time grows with the journal, not what Azure takes.
using System.Diagnostics;
using System.Globalization;
using Billing.DevHost.Azurite;
using Billing.Domain;
using Billing.Functions;
using Billing.Functions.Api;
using Billing.Functions.Configuration;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Journal;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

const int LinesPerEntry = 4;
const int EntriesAtOnce = 25;
const string SellerId = "bench";
var entriesAMonth = int.Parse(args.FirstOrDefault() ?? "240000", CultureInfo.InvariantCulture) / 12 / LinesPerEntry;
var euro = Currency.Of("EUR");
var clock = new SetClock();
await using var azurite = await AzuriteProcess.StartAsync();
var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString }).Build();
await using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging().AddBilling(settings).AddApi().AddSingleton<TimeProvider>(clock).BuildServiceProvider();
await services.GetRequiredService<BillingStorage>().CreateMissingAsync(default);

var configuration = services.GetRequiredService<ConfigurationBook>();
var seller = new Seller(
    SellerId, "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", euro, [], "ACME", new SellerContact("ar@acme.example", "", ""), [], "", "", "#224466", "de", [], 60,
    [new PeriodClosing(new DateOnly(2025, 12, 31), DateTimeOffset.UnixEpoch)]);
await configuration.WriteAsync(ConfigurationNoun.Seller, SellerId, SellerId, seller, null, default);
await configuration.WriteAsync(ConfigurationNoun.LedgerMapping, SellerId, SellerId, new LedgerMapping(1, null, [new("receivables", "1400", "Forderungen"), new("revenue", "8400", "Erlöse", "40"), new("tax-payable", "1776", "Umsatzsteuer")]) { Datev = new DatevSettings(29098, 55003, 4, 1, "03", "", false) }, null, default);
var (book, exporter, series) = (services.GetRequiredService<LedgerExportBook>(), services.GetRequiredService<LedgerExporter>(), new LedgerSeries(LedgerFormat.Datev, euro));
for (var month = new DateOnly(2025, 1, 1); month.Year == 2025; month = month.AddMonths(1))
{
    var watch = Stopwatch.StartNew();
    await PostAsync(month);
    var posted = watch.Elapsed;
    clock.Now = new DateTimeOffset(month.AddMonths(1).AddDays(4), new TimeOnly(9, 0), TimeSpan.Zero);
    watch.Restart();
    var (export, refusal) = await book.BeginAsync(seller, series, month, null, "bench", default);
    var made = await exporter.RunAsync(SellerId, export?.ExportId ?? throw new InvalidOperationException(refusal?.Message), default);
    Line($"{month:yyyy-MM}: {made.Content!.Lines,7:N0} lines exported in {watch.Elapsed.TotalSeconds,6:F1} s, of {made.Number * entriesAMonth * LinesPerEntry,9:N0} in the journal (appended in {posted.TotalSeconds:F0} s)");
}

var asked = Stopwatch.StartNew();
var balance = await services.GetRequiredService<TrialBalanceReader>().ReadAsync(SellerId, new DateOnly(2025, 12, 1), new DateOnly(2025, 12, 31), clock.Now, default);
Line($"trial balance of the last month, without a snapshot: {balance.Rows.Count} rows in {asked.Elapsed.TotalSeconds:F1} s");
Line($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024:F0} MiB resident");

// Each day its entries, of as many accounts; appended on the day.
async Task PostAsync(DateOnly month)
{
    var journal = services.GetRequiredService<JournalBook>();
    var days = DateTime.DaysInMonth(month.Year, month.Month);
    for (var first = 0; first < entriesAMonth; first += EntriesAtOnce)
    {
        var day = month.AddDays(first * days / entriesAMonth);
        clock.Now = new DateTimeOffset(day, new TimeOnly(8, 0), TimeSpan.Zero);
        await journal.AppendAsync(Enumerable.Range(first, Math.Min(EntriesAtOnce, entriesAMonth - first)).SelectMany(n => JournalBook.Rows(SellerId, $"{SellerId}.c{first}.EUR", $"{n:D10}", clock.Now, day, euro,
            [new JournalEntry(day, string.Create(CultureInfo.InvariantCulture, $"Invoice ACME-INV-2025-{n:D6}"), [new("receivables", new Money(119, euro), "inv_1", day.AddDays(14)), new("revenue:crm", new Money(-60, euro)), new("revenue:desk", new Money(-40, euro)), new("tax-payable:DE", new Money(-19, euro))])])), default);
    }
}

static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
