#:project ../src/Functions/Billing.Functions.csproj
#:property PublishAot=false
#:property AssemblyName=Billing.Reports.Bench

// What an aging over 100,000 accounts with 1,000,000 open invoices takes: dotnet run -c Release bench/Reports.cs
// The code that the app runs, with files of this machine in the place of storage: a snapshot of sixteen shards is written as the app writes it, with
// 60,000 lines of the month since beside it on disk; then each report is made from both, held against the states, and written as it is sent.
// Each report runs in a process of its own, so that its peak is its own: dotnet run ... -- aging
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Billing.Documents.Reports;
using Billing.Domain;
using Billing.Functions.Api.Reports;
using Billing.Functions.Reports;

const int Accounts = 100_000;
const int InvoicesPerAccount = 10;
var folder = Path.Combine(Path.GetTempPath(), "billing-reports-bench");

if (args is [var kind, var format])
{
    await MeasureAsync(kind, format);
    return;
}

Directory.CreateDirectory(folder);
var watch = Stopwatch.StartNew();
for (var shard = 0; shard < 16; shard++)
{
    await using var file = File.Create(Path.Combine(folder, $"{shard:D2}.ndjson.gz"));
    await SnapshotFile.WriteAsync(file, Bench.Snapshot(shard, Accounts, InvoicesPerAccount), default);
}

Line($"snapshot of {Accounts * InvoicesPerAccount:N0} open invoices: {Directory.GetFiles(folder).Sum(path => new FileInfo(path).Length) / 1024.0 / 1024:F1} MiB, written in {watch.Elapsed.TotalSeconds:F1} s");
foreach (var (asked, form) in new[] { ("aging", "json"), ("aging-by-customer", "csv"), ("aging-by-invoice", "csv"), ("aging-by-invoice", "json"), ("unapplied-cash", "csv"), ("receivables-roll-forward", "csv") })
{
    var start = new ProcessStartInfo(Environment.ProcessPath!);
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
    start.ArgumentList.Add(asked);
    start.ArgumentList.Add(form);
    using var process = Process.Start(start)!;
    await process.WaitForExitAsync();
}

Directory.Delete(folder, recursive: true);

async Task MeasureAsync(string kind, string format)
{
    var watch = Stopwatch.StartNew();
    using var source = new FileSource(folder, Accounts, InvoicesPerAccount);
    var question = new ReportQuestion(ReportKind.All.Single(known => known.Name == kind), "bench", new DateOnly(2026, 2, 1), new ReportMoment(new DateOnly(2026, 2, 28), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
    using var open = await ReportEngine.RunAsync(question, source, default);
    var made = watch.Elapsed;
    var bytes = (format == "csv" ? ReportCsv.Parts(open.Report) : ReportJson.Parts(open.Report)).Sum(part => (long)part.Length);
    Line($"{kind,-26} {format,-4} {watch.Elapsed.TotalSeconds,6:F1} s ({made.TotalSeconds,5:F1} s until it ties), peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024,6:F0} MiB resident, {GC.GetTotalAllocatedBytes() / 1024.0 / 1024,7:F0} MiB allocated, {bytes / 1024.0 / 1024,6:F1} MiB sent");
}

static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

/// <summary>A made-up seller: each account has ten invoices at the end of January; in February a fifth of them get a new one, and a tenth pay one.</summary>
internal static class Bench
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly DateOnly MonthEnd = new(2026, 1, 31);
    private static readonly DateTimeOffset KnownAt = new(2026, 2, 2, 4, 40, 0, TimeSpan.Zero);

    public static string AccountId(int account) => $"bench.customer-{account:D6}.EUR";

    public static AccountControl State(int account, int invoices)
    {
        var later = Since(account, invoices).Where(line => line.LedgerAccount == ChartOfAccounts.Receivables).ToList();
        return new AccountControl(
            AccountId(account), invoices + later.Select(line => line.Version).Distinct().Count(),
            Money.Sum(Enumerable.Range(0, invoices).Select(invoice => Amount(account, invoice)).Concat(later.Select(line => line.Amount)), Euro), account % 50 == 0 ? new Money(12.5m, Euro) : Money.Zero(Euro));
    }

    public static IEnumerable<PostedLine> Snapshot(int shard, int accounts, int invoices)
    {
        for (var account = shard; account < accounts; account += 16)
        {
            yield return Carried(account, "", Money.Zero(Euro)) with { Version = $"{invoices:D10}" };
            if (account % 50 == 0)
                yield return Carried(account, ChartOfAccounts.CustomerCredit, new Money(-12.5m, Euro)) with { CreditId = $"stripe|acct_bench|pi_{account:D12}" };
            for (var invoice = 0; invoice < invoices; invoice++)
            {
                var due = MonthEnd.AddDays(20 - (account + invoice * 17) % 200);
                yield return Carried(account, ChartOfAccounts.Receivables, Amount(account, invoice)) with { DocumentId = Document(account, invoice), Number = $"BENCH-INV-2025-{account * 10 + invoice:D8}", IssueDate = due.AddDays(-14), DueDate = due };
            }
        }
    }

    public static IEnumerable<PostedLine> Since(int account, int invoices)
    {
        var (day, version) = (new DateOnly(2026, 2, 1 + account % 28), invoices);
        var recordedAt = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero);
        PostedLine Posted(int lineNo, string ledgerAccount, Money amount, string cause) => new(AccountId(account), $"{version:D10}", lineNo, day, recordedAt, ledgerAccount, amount) { DocumentId = Document(account, cause == nameof(PaymentApplied) ? 0 : invoices), Cause = cause };
        version++;
        if (account % 5 == 0)
        {
            yield return Posted(1, ChartOfAccounts.Receivables, new Money(99, Euro), nameof(InvoiceFinalized)) with { Number = $"BENCH-INV-2026-{account:D8}", IssueDate = day, DueDate = day.AddDays(14) };
            yield return Posted(2, ChartOfAccounts.DeferredRevenue("crm"), new Money(-99, Euro), nameof(InvoiceFinalized));
        }
        else if (account % 10 == 1)
        {
            yield return Posted(1, ChartOfAccounts.Suspense, Amount(account, 0), nameof(PaymentApplied));
            yield return Posted(2, ChartOfAccounts.Receivables, -Amount(account, 0), nameof(PaymentApplied));
        }
    }

    private static PostedLine Carried(int account, string ledgerAccount, Money amount) => new(AccountId(account), "", 0, MonthEnd, KnownAt, ledgerAccount, amount) { Cause = PostedLine.CarriedForward };

    private static string Document(int account, int invoice) => $"inv_{account:D8}{invoice:D4}c0ffee00c0ffee00";

    private static Money Amount(int account, int invoice) => new(10 + (account * 31 + invoice * 7) % 90_000 / 100m, Euro);
}

/// <summary>The snapshot in files; what came since is spooled to disk, as the app does with the journal.</summary>
internal sealed class FileSource : IReportSource, IDisposable
{
    private readonly string folder;
    private readonly List<AccountControl>[] states = [.. Enumerable.Range(0, 16).Select(_ => new List<AccountControl>())];
    private readonly LineSpool since = new(16, source => int.Parse(source.AsSpan("bench.customer-".Length, 6), CultureInfo.InvariantCulture) % 16);

    public FileSource(string folder, int accounts, int invoices)
    {
        this.folder = folder;
        for (var account = 0; account < accounts; account++)
        {
            states[account % 16].Add(Bench.State(account, invoices));
            foreach (var line in Bench.Since(account, invoices))
                since.Add(line);
        }
    }

    public DateTimeOffset CompleteTo { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public int Shards => 16;

    public IReadOnlyList<AccountControl> States(int shard) => states[shard];

    public async IAsyncEnumerable<PostedLine> LinesAsync(int shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(folder, $"{shard:D2}.ndjson.gz"));
        await foreach (var line in SnapshotFile.ReadAsync(file, cancellation))
            yield return line;
        foreach (var line in since.Read(shard))
            yield return line;
    }

    public IAsyncEnumerable<KnownEvents> EventsAsync(int shard, CancellationToken cancellation) => throw new InvalidOperationException("There are lines alone.");

    public IAsyncEnumerable<PostedLine> MissingAsync(string accountId, IReadOnlyList<long> versions, CancellationToken cancellation) => throw new InvalidOperationException($"{accountId} lacks versions.");

    public Task<PostedLine> DescribeAsync(string accountId, string documentId, CancellationToken cancellation) => throw new InvalidOperationException($"{documentId} is not described.");

    public void Dispose() => since.Dispose();
}
