using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Calendar;

/// <summary>An account has work of a kind on a day; the version is the one that the transaction which needs the entry will make.</summary>
internal sealed record CalendarEntry(WorkKind Kind, DateOnly Day, string AccountId, long Version);

/// <summary>The table <c>Calendar</c>: partition <c>{kind}|{day}|{shard}</c>, row <c>{account}|{version}</c>. An entry is written before the transaction
/// that makes it true, carrying the version which that transaction will make; a waker removes it only when the state it read is at least that version
/// and has nothing due by that day. Writers of different versions have different rows, so none can take another's away. An entry too many is harmless,
/// one too few would leave a period unbilled.</summary>
internal sealed class DueCalendar(BillingStorage storage)
{
    private const int RowsPerTransaction = 100;

    /// <summary>What accounts can have due.</summary>
    public static IReadOnlyList<WorkKind> Kinds { get; } = [WorkKind.Bill, WorkKind.Collect, WorkKind.Charge, WorkKind.State];

    /// <summary>The entries that a transaction makes true. A next date that stays as it is has its entry already.</summary>
    public static IEnumerable<CalendarEntry> EntriesFor(LoadedAccount loaded, Account after)
    {
        foreach (var kind in Kinds)
        {
            if (NextOn(kind, after, loaded.Policy, loaded.Today) is { } next && (loaded.Account is not { } before || NextOn(kind, before, loaded.Policy, loaded.Today) != next))
                yield return new CalendarEntry(kind, NotEndless(next, loaded), after.AccountId, after.Version);
        }
    }

    /// <summary>What a state has next of a kind, from a day on; a day before it means then.</summary>
    public static DateOnly? NextOn(WorkKind kind, Account state, BillingPolicy policy, DateOnly today) => kind switch
    {
        WorkKind.Bill => AccountAgenda.BillOn(state),
        WorkKind.Collect => AccountAgenda.CollectOn(state, policy, today),
        WorkKind.Charge => AccountAgenda.ChargeOn(state, policy),
        WorkKind.State => AccountAgenda.StateOn(state, policy),
        _ => throw new InvalidOperationException($"{kind} has no day."),
    };

    /// <summary>A kind as the calendar's keys and people call it.</summary>
    public static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.Bill => "bill",
        WorkKind.Collect => "collect",
        WorkKind.Charge => "charge",
        WorkKind.State => "statement",
        _ => throw new InvalidOperationException($"{kind} has no name."),
    };

    /// <summary>Writes entries; those of one partition in one transaction.</summary>
    public async Task EnterAsync(IReadOnlyList<CalendarEntry> entries, CancellationToken cancellation)
    {
        foreach (var partition in entries.GroupBy(entry => PartitionOf(entry.Kind, entry.Day, entry.AccountId)))
        {
            foreach (var chunk in partition.Distinct().Chunk(RowsPerTransaction))
            {
                await storage.Calendar.SubmitTransactionAsync(
                    chunk.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(partition.Key, RowOf(entry.AccountId, entry.Version)))),
                    cancellation);
            }
        }
    }

    /// <summary>Removes the entries that a waker found, where the state it read afterwards knows of them and has nothing due by their day; makes sure
    /// first that what comes next has its entry.</summary>
    public async Task SettleAsync(WorkKind kind, DueAccount found, Account state, BillingPolicy policy, DateOnly today, CancellationToken cancellation)
    {
        var next = NextOn(kind, state, policy, today);
        if (next <= found.CalendarDay)
            return;
        if (next is { } day)
            await EnterAsync([new CalendarEntry(kind, day, state.AccountId, state.Version)], cancellation);
        var partition = PartitionOf(kind, found.CalendarDay, found.AccountId);
        await Task.WhenAll(found.EntryVersions.Where(version => version <= state.Version)
            .Select(version => storage.Calendar.DeleteEntityAsync(partition, RowOf(found.AccountId, version), ETag.All, cancellation)));
    }

    /// <summary>Whether there is an entry that wakes an account in time: on its day or before, of its version or an older one.</summary>
    public async Task<bool> HasEntryAsync(CalendarEntry needed, DateOnly today, CancellationToken cancellation)
    {
        if (await AnyEntryAsync(needed, needed.Day, cancellation))
            return true;

        // What is gone by is all but empty, so one range over it is cheap; the days ahead are full, and are asked one by one in the account's own shard.
        var (first, end) = ($"{NameOf(needed.Kind)}|", $"{NameOf(needed.Kind)}|{today:O}");
        if (await AnyAsync($"{TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey lt {end}")} and {RowsOf(needed)}", cancellation))
            return true;
        for (var day = today; day < needed.Day; day = day.AddDays(1))
        {
            if (await AnyEntryAsync(needed, day, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>The partitions of a kind that have entries up to a day, oldest first: one request each, and one more. Days without entries cost nothing.</summary>
    public async IAsyncEnumerable<(DateOnly Day, string Shard)> DuePartitionsAsync(WorkKind kind, DateOnly through, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = $"{NameOf(kind)}|";
        var end = $"{NameOf(kind)}|{through.AddDays(1):O}";
        while (true)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey gt {last} and PartitionKey lt {end}");
            var page = await storage.Calendar.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellation)
                .AsPages(pageSizeHint: 1).FirstOrDefaultAsync(page => page.Values.Count > 0, cancellation);
            if (page is null)
                yield break;
            last = page.Values[0].PartitionKey;
            var parts = last.Split('|');
            yield return (DateOnly.ParseExact(parts[1], "O", CultureInfo.InvariantCulture), parts[2]);
        }
    }

    /// <summary>The accounts that have entries in a partition, in order, each with the versions of its entries.</summary>
    public async IAsyncEnumerable<DueAccount> AccountsAsync(WorkKind kind, DateOnly day, string shard, string? afterAccountId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = $"{NameOf(kind)}|{day:O}|{shard}";
        var after = afterAccountId is null ? "" : $"{afterAccountId}|~";
        DueAccount? account = null;
        await foreach (var row in storage.Calendar.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after}"), cancellationToken: cancellation))
        {
            var separator = row.RowKey.LastIndexOf('|');
            var (accountId, version) = (row.RowKey[..separator], long.Parse(row.RowKey.AsSpan(separator + 1), CultureInfo.InvariantCulture));
            if (account is not null && account.AccountId != accountId)
                yield return account;
            account = account?.AccountId == accountId ? account with { EntryVersions = [.. account.EntryVersions, version] } : new DueAccount(accountId, day, [version]);
        }

        if (account is not null)
            yield return account;
    }

    private Task<bool> AnyEntryAsync(CalendarEntry needed, DateOnly day, CancellationToken cancellation)
    {
        var partition = PartitionOf(needed.Kind, day, needed.AccountId);
        return AnyAsync($"{TableClient.CreateQueryFilter($"PartitionKey eq {partition}")} and {RowsOf(needed)}", cancellation);
    }

    private async Task<bool> AnyAsync(string filter, CancellationToken cancellation) =>
        await storage.Calendar.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["RowKey"], cancellationToken: cancellation).AnyAsync(cancellation);

    private static string RowsOf(CalendarEntry needed) =>
        TableClient.CreateQueryFilter($"RowKey ge {RowOf(needed.AccountId, 0)} and RowKey le {RowOf(needed.AccountId, needed.Version)}");

    private static string RowOf(string accountId, long version) => $"{accountId}|{version:D10}";

    private static string PartitionOf(WorkKind kind, DateOnly day, string accountId) => $"{NameOf(kind)}|{day:O}|{Keys.Shard(accountId)}";

    // Work that is due at once has the smallest date there is; it is entered under the day it was found on.
    private static DateOnly NotEndless(DateOnly day, LoadedAccount loaded) => day == DateOnly.MinValue ? loaded.Context.Today : day;
}
