using Billing.Domain;
using Billing.Functions.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Collections;

/// <summary>Nightly, for each seller at the first hourly tick after 04:00 in its time zone, when the hand-offs of its night are made: exports to its agencies what is new.</summary>
internal sealed class MakeCollectionsExports(CaseExportNight night, ConfigurationBook configuration, ILogger<MakeCollectionsExports> log)
{
    /// <summary>One seller after the other; what fails for one leaves the others theirs, and fails the run at its end.</summary>
    [Function(nameof(MakeCollectionsExports))]
    public async Task RunAsync([TimerTrigger("%Schedules:MakeCollectionsExports%")] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            try
            {
                await night.ExportAsync(seller, cancellation);
            }
            catch (SellerNotConfiguredException e)
            {
                log.LogInformation("{Seller} exports nothing, as it can bill nothing yet: {Why}", seller.SellerId, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"The collections exports of {seller.SellerId} were not made.", e));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
