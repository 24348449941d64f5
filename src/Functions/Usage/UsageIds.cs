using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Usage;

/// <summary>The ids of a subscription's events, in a partition of their own: an id names one event for ever, whatever period it is sent for. A sender
/// that repeats an event with a fresh timestamp around midnight would be billed twice otherwise. An id is claimed before its event is added; a
/// process that dies in between leaves a claim, and the event is added when it is sent again.</summary>
internal sealed class UsageIds(BillingStorage storage, UsageRows rows, RowPayload payload)
{
    private const int PerTransaction = 100;
    private const int Attempts = 10;

    public static Refusal Reused(UsageEvent used) =>
        new("event-id-reused", $"The subscription has an event {used.EventId} with other content; what is sent is not changed, so send a correction as an event of its own.");

    /// <summary>Claims the ids, and says which period each event belongs to. One whose id names another event is refused.</summary>
    public Task ClaimAsync(MeteredSubscription metered, IReadOnlyList<PendingUsage> events, CancellationToken cancellation) =>
        Task.WhenAll(events.Chunk(PerTransaction).Select(chunk => ClaimChunkAsync(metered, chunk, cancellation)));

    /// <summary>Notes where late events went, so that they are found there when they are sent again, whatever has become of the periods before. Where a
    /// process dies before this, they are found by looking through the periods from theirs on.</summary>
    public async Task MoveAsync(MeteredSubscription metered, IReadOnlyList<PendingUsage> late, UsagePeriodKey to, CancellationToken cancellation)
    {
        var partition = Partition(metered.Account, metered.Meter.Subscription.SubscriptionId);
        foreach (var chunk in late.Chunk(PerTransaction))
        {
            await storage.Usage.SubmitTransactionAsync(
                chunk.Select(one => new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(partition, Keys.Hash(one.Event.EventId)) { ["Period"] = $"{to.PeriodStart:O}" }, ETag.All)), cancellation);
        }
    }

    private async Task ClaimChunkAsync(MeteredSubscription metered, PendingUsage[] chunk, CancellationToken cancellation)
    {
        var partition = Partition(metered.Account, metered.Meter.Subscription.SubscriptionId);
        var unclaimed = chunk;
        for (var attempt = 1; unclaimed.Length > 0; attempt++)
        {
            foreach (var one in unclaimed)
                one.BelongsTo = metered.Meter.PeriodOf(metered.DayOf(one.Event));
            try
            {
                await storage.Usage.SubmitTransactionAsync(await Task.WhenAll(unclaimed.Select(one => ClaimAsync(partition, one, cancellation))), cancellation);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status == 409 && attempt < Attempts)
            {
                // Some are claimed already.
            }

            await FindStoredAsync(metered.Account, unclaimed, cancellation);
            unclaimed = [.. unclaimed.Where(one => one.Outcome is null)];
            var known = await Task.WhenAll(unclaimed.Select(one => storage.Usage.GetEntityIfExistsAsync<TableEntity>(partition, Keys.Hash(one.Event.EventId), cancellationToken: cancellation)));
            foreach (var (one, row) in unclaimed.Zip(known).Where(pair => pair.Second.HasValue))
                await CompareAsync(one, row.Value!, cancellation);
            unclaimed = [.. unclaimed.Zip(known).Where(pair => !pair.Second.HasValue).Select(pair => pair.First)];
        }
    }

    // What is sent again is mostly in its period, and found there many at once; the rest is looked up id by id.
    private async Task FindStoredAsync(AccountId account, PendingUsage[] events, CancellationToken cancellation)
    {
        foreach (var period in events.GroupBy(one => one.BelongsTo!))
        {
            var stored = await rows.FindAsync(account, period.Key, [.. period.Select(one => one.Event)], cancellation);
            foreach (var one in period.Where(one => stored.TryGetValue(one.Event.EventId, out var known) && known == one.Event))
                one.Outcome = new UsageOutcome.Duplicate(period.Key);
        }
    }

    private async Task<TableTransactionAction> ClaimAsync(string partition, PendingUsage one, CancellationToken cancellation)
    {
        var row = new TableEntity(partition, Keys.Hash(one.Event.EventId)) { ["Period"] = $"{one.BelongsTo!.PeriodStart:O}" };
        return new TableTransactionAction(TableTransactionActionType.Add, await payload.WriteAsync(row, one.Event, cancellation));
    }

    private async Task CompareAsync(PendingUsage one, TableEntity claim, CancellationToken cancellation)
    {
        if (await payload.ReadAsync<UsageEvent>(claim, cancellation) != one.Event)
            one.Outcome = new UsageOutcome.Refused(Reused(one.Event));
        one.BelongsTo = one.BelongsTo! with { PeriodStart = DateOnly.ParseExact(claim.GetString("Period"), "yyyy-MM-dd", CultureInfo.InvariantCulture) };
        one.MayBeStored = true;
    }

    private static string Partition(AccountId account, string subscriptionId) => $"{account}|{Keys.Safe(subscriptionId)}|ids";
}
