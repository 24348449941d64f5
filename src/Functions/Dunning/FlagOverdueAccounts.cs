using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Dunning;

/// <summary>Nightly, for each seller at the first hourly tick after 02:00 in its time zone: starts a run over what is overdue.</summary>
internal sealed class FlagOverdueAccounts(RunStarter starter, RunBook runs, ConfigurationBook configuration, TimeProvider clock)
{
    private const int NightHour = 2;

    // Their names stand in each scan message, which holds 48 KiB.
    private const int SellersPerRun = 500;

    /// <summary>Starts what has not been started tonight, in one run, so that a partition is scanned once for all of these sellers. It is recorded after
    /// the start, so that a death in between starts it again, which changes nothing.</summary>
    [Function(nameof(FlagOverdueAccounts))]
    public async Task RunAsync([TimerTrigger("%Schedules:FlagOverdueAccounts%")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var tonight = new List<(string SellerId, DateOnly Night)>();

        // The seller alone is read: one that still lacks its policy must not stop the others' nights.
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            var local = SellerConfiguration.LocalTime(seller, now);
            var night = DateOnly.FromDateTime(local.DateTime);
            if (local.Hour >= NightHour && !await runs.NightStartedAsync(seller.SellerId, night, cancellation))
                tonight.Add((seller.SellerId, night));
        }

        foreach (var (sellers, part) in tonight.Chunk(SellersPerRun).Select((sellers, part) => (sellers, part)))
        {
            await starter.StartAsync(new Run($"collect-{now:yyyyMMdd-HHmmss}-{part}", WorkKind.Collect, new WorkDay(now, null), [.. sellers.Select(one => one.SellerId)], false, nameof(FlagOverdueAccounts)), cancellation);
            foreach (var (sellerId, night) in sellers)
                await runs.NightStartsAsync(sellerId, night, cancellation);
        }
    }
}
