using Billing.Domain;
using Billing.Functions.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>Hourly: sends for the reports of each seller whose month or quarter has ended in its zone and whose nightly work is over, those that ticks missed as well,
/// oldest first.</summary>
internal sealed class StartReports(ConfigurationBook configuration, ReportDeliveryBook book, ReportQueue queue, TimeProvider clock)
{
    // The nightly work of a seller begins after 02:00 in its zone.
    private const int ReportHour = 6;

    // What was recorded before it is committed when the report is made, so that making it once more gives the same.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>One seller after the other; what fails for one leaves the others theirs, and fails the run at its end.</summary>
    [Function(nameof(StartReports))]
    public async Task RunAsync([TimerTrigger("%Schedules:StartReports%")] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            try
            {
                await StartAsync(seller, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"The reports of seller {seller.SellerId} were not started.", e));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    // The message is sent before it is marked: a death in between sends it twice, which the handler makes once.
    private async Task StartAsync(Seller seller, CancellationToken cancellation)
    {
        if (await configuration.FindAsync<ReportSubscriptions>(ConfigurationNoun.ReportSubscriptions, seller.SellerId, seller.SellerId, cancellation) is not { Value: { Items.Count: > 0 } subscriptions })
            return;
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, now).AddHours(-ReportHour).DateTime);
        var started = await book.StartedAsync(seller.SellerId, subscriptions.Items.Min(item => item.Since), cancellation);
        var due = subscriptions.Items.SelectMany(item => ReportPeriods.Ended(item.Every, item.Since, today).Select(last => new DeliverReportMessage(seller.SellerId, item.Kind, item.Every, last, now - Settled)));
        foreach (var wanted in due.Where(wanted => !started.Contains(wanted.Id)).OrderBy(wanted => wanted.Id, StringComparer.Ordinal))
        {
            await queue.SendAsync(wanted, cancellation);
            await book.StartAsync(wanted, cancellation);
        }
    }
}
