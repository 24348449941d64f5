using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Usage;

/// <summary>The rows of a period's partition: <c>head</c>, <c>e|{timestamp}|{hash of the event's id}</c>, and <c>u|{hash}</c> for each key that is counted once.</summary>
internal sealed class UsageRows(BillingStorage storage, RowPayload payload)
{
    private const string HeadKey = "head";
    private const string EventPrefix = "e|";

    // So many are read one by one.
    private const int FewEvents = 5;

    /// <summary>The head of a period; an open one without events where nothing was recorded yet.</summary>
    public async Task<UsageHead> HeadAsync(AccountId account, UsagePeriodKey key, CancellationToken cancellation)
    {
        var row = await storage.Usage.GetEntityIfExistsAsync<TableEntity>(Partition(account, key), HeadKey, cancellationToken: cancellation);
        return row.HasValue
            ? new UsageHead(await payload.ReadAsync<UsageTally>(row.Value!, cancellation), row.Value!.ContainsKey("ClosedAt"), row.Value.ETag)
            : new UsageHead(UsageTally.Empty, false, null);
    }

    /// <summary>Marks a head as closed; false where it was changed since it was read.</summary>
    public async Task<bool> CloseAsync(AccountId account, UsagePeriodKey key, UsageHead head, DateTimeOffset at, CancellationToken cancellation)
    {
        var row = await HeadRowAsync(account, key, head.Tally, cancellation);
        row["ClosedAt"] = at;
        try
        {
            await (head.ETag is { } etag ? storage.Usage.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellation) : storage.Usage.AddEntityAsync(row, cancellation));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The transaction that adds events to an open period.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="key">The period.</param>
    /// <param name="head">Its head.</param>
    /// <param name="events">The events.</param>
    /// <param name="knownKeys">Keys that are known to have occurred; those that are found to have are added.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<TableTransactionAction>> AdditionAsync(
        AccountId account, UsagePeriodKey key, UsageHead head, IReadOnlyList<RecordedUsage> events, HashSet<string> knownKeys, CancellationToken cancellation)
    {
        var newKeys = await NewKeysAsync(account, key, events, knownKeys, cancellation);
        var tally = head.Tally;
        var actions = new List<TableTransactionAction>();
        foreach (var recorded in events)
        {
            var isNew = newKeys.Remove(recorded.Event.UniqueKey);
            tally = tally.With(recorded.Event, recorded.BelongsTo != key.PeriodStart, isNew);
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, await payload.WriteAsync(new TableEntity(Partition(account, key), EventKey(recorded.Event)), recorded, cancellation)));
            if (isNew)
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition(account, key), UniqueKey(recorded.Event.UniqueKey)) { ["Key"] = recorded.Event.UniqueKey }));
        }

        var row = await HeadRowAsync(account, key, tally, cancellation);
        return [head.ETag is { } etag ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag) : new TableTransactionAction(TableTransactionActionType.Add, row), .. actions];
    }

    /// <summary>Those of some events that are in a period, by their ids, as they are kept.</summary>
    public async Task<IReadOnlyDictionary<string, UsageEvent>> FindAsync(AccountId account, UsagePeriodKey key, IReadOnlyList<UsageEvent> wanted, CancellationToken cancellation)
    {
        var found = new List<TableEntity>();
        var left = wanted.Select(EventKey).Order(StringComparer.Ordinal).ToList();
        if (left.Count > FewEvents)
        {
            // What was sent together mostly lies together: a page of the time between the first and the last has all of it.
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(account, key)} and RowKey ge {left[0]} and RowKey le {left[^1]}");
            var page = await storage.Usage.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).AsPages().FirstAsync(cancellation);
            var keys = left.ToHashSet(StringComparer.Ordinal);
            found.AddRange(page.Values.Where(row => keys.Contains(row.RowKey)));
            left = page.ContinuationToken is null ? [] : [.. left.Where(rowKey => page.Values is not [.., var last] || string.CompareOrdinal(rowKey, last.RowKey) > 0)];
        }

        var single = await Task.WhenAll(left.Select(rowKey => storage.Usage.GetEntityIfExistsAsync<TableEntity>(Partition(account, key), rowKey, cancellationToken: cancellation)));
        found.AddRange(single.Where(row => row.HasValue).Select(row => row.Value!));
        return (await Task.WhenAll(found.Select(row => payload.ReadAsync<RecordedUsage>(row, cancellation)))).ToDictionary(recorded => recorded.Event.EventId, recorded => recorded.Event, StringComparer.Ordinal);
    }

    /// <summary>The events of a period by their timestamps, from the one after a row on.</summary>
    public async IAsyncEnumerable<(string RowKey, RecordedUsage Value)> EventsAsync(AccountId account, UsagePeriodKey key, int perRead, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = Keys.Prefix(Partition(account, key), EventPrefix) + TableClient.CreateQueryFilter($" and RowKey gt {after ?? ""}");
        await foreach (var row in storage.Usage.QueryAsync<TableEntity>(filter, perRead, cancellationToken: cancellation))
            yield return (row.RowKey, await payload.ReadAsync<RecordedUsage>(row, cancellation));
    }

    private async Task<HashSet<string>> NewKeysAsync(AccountId account, UsagePeriodKey key, IReadOnlyList<RecordedUsage> events, HashSet<string> knownKeys, CancellationToken cancellation)
    {
        string[] named = [.. events.Select(recorded => recorded.Event.UniqueKey).Where(unique => unique.Length > 0 && !knownKeys.Contains(unique)).Distinct(StringComparer.Ordinal)];
        var known = await Task.WhenAll(named.Select(unique => ExistsAsync(Partition(account, key), UniqueKey(unique), cancellation)));
        knownKeys.UnionWith(named.Zip(known).Where(pair => pair.Second).Select(pair => pair.First));
        return named.Zip(known).Where(pair => !pair.Second).Select(pair => pair.First).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<bool> ExistsAsync(string partition, string rowKey, CancellationToken cancellation) =>
        (await storage.Usage.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, ["RowKey"], cancellation)).HasValue;

    private async Task<TableEntity> HeadRowAsync(AccountId account, UsagePeriodKey key, UsageTally tally, CancellationToken cancellation) =>
        await payload.WriteAsync(new TableEntity(Partition(account, key), HeadKey), tally, cancellation);

    private static string Partition(AccountId account, UsagePeriodKey key) => $"{account}|{Keys.Safe(key.SubscriptionId)}|{key.PeriodStart:O}";

    private static string EventKey(UsageEvent used) => $"{EventPrefix}{used.At.UtcDateTime:yyyyMMddHHmmssfffffff}|{Keys.Hash(used.EventId)}";

    private static string UniqueKey(string unique) => $"u|{Keys.Hash(unique)}";
}

/// <summary>The head of a period as it was read.</summary>
/// <param name="Tally">The figures so far.</param>
/// <param name="Closed">Whether nothing is added any more.</param>
/// <param name="ETag">What a change is made under; nothing where it does not exist yet.</param>
internal sealed record UsageHead(UsageTally Tally, bool Closed, ETag? ETag);

/// <summary>An event as it is kept.</summary>
/// <param name="Event">The event.</param>
/// <param name="BelongsTo">The start of the period it belongs to: that of the period it is kept in, or an earlier one where it came late.</param>
/// <param name="RecordedAt">When it came.</param>
/// <param name="Actor">Who sent it.</param>
internal sealed record RecordedUsage(UsageEvent Event, DateOnly BelongsTo, DateTimeOffset RecordedAt, string Actor);
