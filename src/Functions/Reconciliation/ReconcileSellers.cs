using Billing.Domain;
using Billing.Functions.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Reconciliation;

/// <summary>Weekly: reconciles the last weeks of every seller, and makes a task of each discrepancy that is new.</summary>
internal sealed class ReconcileSellers(ConfigurationBook configuration, ReconciliationReader reader, ReconciliationTasks tasks, TimeProvider clock, ILogger<ReconcileSellers> log)
{
    // What a month's report will show is known while it can still be asked for; weeks overlap, and a discrepancy has one task.
    private const int DaysBack = 35;

    /// <summary>One seller after the other; what fails for one leaves the others theirs, and fails the run at its end.</summary>
    [Function(nameof(ReconcileSellers))]
    public async Task RunAsync([TimerTrigger("%Schedules:ReconcileSellers%")] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            try
            {
                await ReconcileAsync(seller, cancellation);
            }
            catch (SellerNotConfiguredException e)
            {
                log.LogInformation("{Seller} is not reconciled, as it can bill nothing yet: {Why}", seller.SellerId, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"Seller {seller.SellerId} was not reconciled.", e));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private async Task ReconcileAsync(Seller seller, CancellationToken cancellation)
    {
        var yesterday = DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, clock.GetUtcNow()).DateTime).AddDays(-1);
        var report = await reader.ReconcileAsync(seller.SellerId, yesterday.AddDays(-DaysBack), yesterday, cancellation);
        var opened = await tasks.OpenAsync(report, cancellation);
        log.Log(report.Ties ? LogLevel.Information : LogLevel.Warning, "{Seller} was reconciled from {From} through {Through}: {Discrepancies} discrepancies, {New} of them new; see the tasks.",
            seller.SellerId, report.From, report.Through, report.Discrepancies.Count, opened);
    }
}
