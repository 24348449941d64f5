using Billing.Domain;
using Billing.Functions.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.PrintBatches;

/// <summary>Nightly, for each seller at the first hourly tick after 04:00 in its time zone, when the letters of its dunning night are written: makes the print batches of all that
/// waits. What comes later is printed the next night. Each tick also goes on with batches that were cut short.</summary>
internal sealed class MakePrintBatches(PrintNight night, ConfigurationBook configuration, ILogger<MakePrintBatches> log)
{
    /// <summary>One seller after the other; what fails for one leaves the others theirs, and fails the run at its end.</summary>
    [Function(nameof(MakePrintBatches))]
    public async Task RunAsync([TimerTrigger("%Schedules:MakePrintBatches%")] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            try
            {
                await night.PrintAsync(seller, cancellation);
            }
            catch (SellerNotConfiguredException e)
            {
                log.LogInformation("{Seller} prints nothing, as it can bill nothing yet: {Why}", seller.SellerId, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"The print batches of {seller.SellerId} were not made.", e));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
