using Billing.Documents.Reports;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Reports;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Reports;

/// <summary>Reports that start with a month-end snapshot, on Azurite.</summary>
public sealed class SnapshotTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private ServiceProvider? services;

    private ServiceProvider Services => services ??= azurite.Services(clock);

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
    }

    [Fact]
    public async Task Reports_with_and_without_a_snapshot_are_the_same_with_late_postings_and_invoices_that_are_owed_again()
    {
        var (seller, accounts) = await JanuaryAsync();
        clock.SetUtcNow(new DateTimeOffset(2026, 2, 2, 4, 40, 0, TimeSpan.Zero));
        await ActivatorUtilities.CreateInstance<TakeSnapshots>(Services).RunAsync(new TimerInfo(), default);
        var snapshot = Assert.Single(await Services.GetRequiredService<SnapshotBook>().AllAsync(seller, default).ToListAsync());
        Assert.Equal(new ReportMoment(new DateOnly(2026, 1, 31), clock.GetUtcNow().AddMinutes(-5)), snapshot.Moment);

        // Paid in January and told in February; a payment of January taken back; an invoice of February; all but the last in the journal.
        await DoAsync(accounts[0], new ApplyPayment("late", "p-late", Eur(100), new DateOnly(2026, 1, 20), null));
        await DoAsync(accounts[1], new ReversePayment("back", "p1", Eur(119), new DateOnly(2026, 2, 2)));
        await JournalAsync(accounts);
        await DoAsync(accounts[2], Invoice("february"));

        var moments = new[] { (new DateOnly(2026, 2, 2), clock.GetUtcNow()), (new DateOnly(2026, 1, 31), clock.GetUtcNow()), (new DateOnly(2026, 1, 31), snapshot.Moment.KnownAt), (new DateOnly(2026, 1, 31), snapshot.Moment.KnownAt.AddDays(-2)) };
        var withSnapshot = await AskAsync(seller, moments);
        await DeleteSnapshotsAsync(seller);
        Assert.Equal(await AskAsync(seller, moments), withSnapshot);
        Assert.Contains(withSnapshot, csv => csv.Contains("invoices total,EUR", StringComparison.Ordinal) && csv.Contains("257.00", StringComparison.Ordinal));
        await JournalAsync(accounts);
    }

    [Fact]
    public async Task No_snapshot_is_taken_while_the_journal_is_behind()
    {
        var (seller, accounts) = await JanuaryAsync();
        await DoAsync(accounts[0], Invoice("not in the journal"));
        clock.SetUtcNow(new DateTimeOffset(2026, 2, 2, 4, 40, 0, TimeSpan.Zero));

        await Assert.ThrowsAsync<ReportNotCompleteException>(() => Services.GetRequiredService<SnapshotTaker>().TakeAsync(seller, new DateOnly(2026, 1, 31), default));
        Assert.Empty(await SnapshotsAsync(seller));

        await JournalAsync(accounts);
        await Services.GetRequiredService<SnapshotTaker>().TakeAsync(seller, new DateOnly(2026, 1, 31), default);
        Assert.Single(await SnapshotsAsync(seller));
    }

    [Fact]
    public async Task A_snapshot_is_taken_once_a_month_and_starts_with_the_one_before()
    {
        var (seller, accounts) = await JanuaryAsync();
        clock.SetUtcNow(new DateTimeOffset(2026, 2, 1, 4, 40, 0, TimeSpan.Zero));
        var timer = ActivatorUtilities.CreateInstance<TakeSnapshots>(Services);
        await timer.RunAsync(new TimerInfo(), default);
        Assert.DoesNotContain(await SnapshotsAsync(seller), snapshot => snapshot.Moment.AsOf == new DateOnly(2026, 1, 31));

        foreach (var day in new[] { "2026-02-02", "2026-02-03", "2026-03-02" })
        {
            clock.SetUtcNow(DateTimeOffset.Parse($"{day}T04:40:00Z", System.Globalization.CultureInfo.InvariantCulture));
            await timer.RunAsync(new TimerInfo(), default);
        }

        Assert.Equal(["2026-01-31", "2026-02-28"], (await SnapshotsAsync(seller)).Where(snapshot => snapshot.Moment.AsOf > new DateOnly(2025, 12, 31)).Select(snapshot => $"{snapshot.Moment.AsOf:O}"));
        var carried = new List<PostedLine>();
        for (var shard = 0; shard < Keys.Shards; shard++)
            carried.AddRange(await Services.GetRequiredService<SnapshotBook>().ReadShardAsync((await SnapshotsAsync(seller))[^1], shard, default).ToListAsync());
        Assert.Equal([Eur(119), Eur(119)], carried.Where(line => line.LedgerAccount == ChartOfAccounts.Receivables).Select(line => line.Amount));
        Assert.Equal(accounts.Select(account => account.ToString()).Order(StringComparer.Ordinal), carried.Where(line => line is { LedgerAccount: "", IsCarriedForward: true }).Select(line => line.Source).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_snapshot_is_taken_of_books_that_do_not_tie_and_it_is_a_task()
    {
        var (seller, _) = await JanuaryAsync();
        var journal = Services.GetRequiredService<JournalBook>();
        var line = await journal.ReadAsync(seller, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), default).FirstAsync(row => row.LedgerAccount == ChartOfAccounts.Receivables);
        await journal.AppendAsync([line with { Amount = line.Amount + line.Amount }], default);
        clock.SetUtcNow(new DateTimeOffset(2026, 2, 2, 4, 40, 0, TimeSpan.Zero));

        var failed = await Assert.ThrowsAsync<AggregateException>(() => ActivatorUtilities.CreateInstance<TakeSnapshots>(Services).RunAsync(new TimerInfo(), default));

        Assert.Contains(failed.InnerExceptions, exception => exception.Message.Contains(seller, StringComparison.Ordinal));
        Assert.Empty(await SnapshotsAsync(seller));
        Assert.Equal(ReportDesk.Task, Assert.Single(await Services.GetRequiredService<Billing.Functions.Tasks.TaskBook>().OpenTasksAsync(seller, default).ToListAsync()).Kind);

        // The timer of the other tests comes by here as well.
        await journal.AppendAsync([line], default);
    }

    /// <summary>Three customers with an invoice each, of whom the second has paid; one journal for all of it.</summary>
    private async Task<(string Seller, AccountId[] Accounts)> JanuaryAsync()
    {
        var seller = await Given.SellerAsync(Services);
        var accounts = new AccountId[3];
        for (var index = 0; index < accounts.Length; index++)
        {
            accounts[index] = await Given.AccountAsync(Services, seller);
            await DoAsync(accounts[index], Invoice("january"));
        }

        clock.Advance(TimeSpan.FromDays(5));
        await DoAsync(accounts[1], new ApplyPayment("pay", "p1", Eur(119), new DateOnly(2026, 1, 10), null));
        await JournalAsync(accounts);
        return (seller, accounts);
    }

    private async Task<List<string>> AskAsync(string seller, IReadOnlyList<(DateOnly AsOf, DateTimeOffset KnownAt)> moments)
    {
        var answers = new List<string>();
        foreach (var (asOf, knownAt) in moments)
        {
            foreach (var kind in ReportKind.All)
            {
                using var open = await Services.GetRequiredService<ReportDesk>().MakeAsync(new ReportQuestion(kind, seller, new DateOnly(asOf.Year, asOf.Month, 1), new ReportMoment(asOf, knownAt)), default);
                answers.Add(string.Concat(ReportCsv.Parts(open.Report).Select(System.Text.Encoding.UTF8.GetString)));
            }

            var balance = await Services.GetRequiredService<TrialBalanceReader>().ReadAsync(seller, new DateOnly(asOf.Year, asOf.Month, 1), asOf, knownAt, default);
            answers.Add(string.Join('\n', balance.Rows));
        }

        return answers;
    }

    private async Task<List<Snapshot>> SnapshotsAsync(string seller) => await Services.GetRequiredService<SnapshotBook>().AllAsync(seller, default).ToListAsync();

    private async Task DeleteSnapshotsAsync(string seller)
    {
        var container = Services.GetRequiredService<BillingStorage>().Container(StorageNames.Snapshots);
        await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, $"{seller}/", default))
            await container.DeleteBlobAsync(blob.Name);
    }

    private Task DoAsync(AccountId account, AccountCommand command) => Given.TransactAsync(Services, account, command, $"{command}");

    private static IssueInvoice Invoice(string key) => new(key, [new ManualLine("Work", "crm", 1, "h", 100, "standard")], "", "");

    private async Task JournalAsync(IEnumerable<AccountId> accounts)
    {
        foreach (var account in accounts)
        {
            var versions = await Services.GetRequiredService<AccountRows>().HistoryAsync(account, default).Select(record => new CommittedRef(account.ToString(), record.Version)).ToListAsync();
            await ActivatorUtilities.CreateInstance<AppendJournal>(Services).RunAsync(BillingJson.Write(new AppendJournalMessage(versions, [])), new DequeuedContext(1), default);
        }
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
