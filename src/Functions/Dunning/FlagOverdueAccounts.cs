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

    /// <summary>Starts what has not been started tonight. It is recorded after the start, so that a death in between starts it again, which changes nothing.</summary>
    [Function(nameof(FlagOverdueAccounts))]
    public async Task RunAsync([TimerTrigger("%Schedules:FlagOverdueAccounts%")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();

        // The seller alone is read: one that still lacks its policy must not stop the others' nights.
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            var (sellerId, local) = (seller.SellerId, SellerConfiguration.LocalTime(seller, now));
            var night = DateOnly.FromDateTime(local.DateTime);
            if (local.Hour < NightHour || await runs.NightStartedAsync(sellerId, night, cancellation))
                continue;
            await starter.StartAsync(new Run($"collect-{sellerId}-{night:yyyyMMdd}", WorkKind.Collect, new WorkDay(now, null), [sellerId], false, nameof(FlagOverdueAccounts)), cancellation);
            await runs.NightStartsAsync(sellerId, night, cancellation);
        }
    }
}
