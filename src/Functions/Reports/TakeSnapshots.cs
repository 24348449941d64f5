using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Reports;

/// <summary>Daily: takes the snapshot of each seller's last month, once it has ended at the seller and everywhere.</summary>
internal sealed class TakeSnapshots(ConfigurationBook configuration, SnapshotTaker taker, SnapshotBook snapshots, TaskBook tasks, TimeProvider clock, ILoggerFactory logs)
{
    private readonly ILogger log = logs.CreateLogger<TakeSnapshots>();

    /// <summary>One seller after the other; what fails for one leaves the others theirs, and fails the run at its end.</summary>
    [Function(nameof(TakeSnapshots))]
    public async Task RunAsync([TimerTrigger("%Schedules:TakeSnapshots%")] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            try
            {
                await TakeAsync(seller, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"No snapshot of seller {seller.SellerId} was taken.", e));
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private async Task TakeAsync(Seller seller, CancellationToken cancellation)
    {
        // A day later no zone is in the old month any more, and all that was on its way has come.
        var day = LastDayOfMonthBefore(DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, clock.GetUtcNow().AddDays(-1)).DateTime));
        if (await snapshots.LastAsync(seller.SellerId, day.AddDays(1), DateTimeOffset.MaxValue, cancellation) is { } last && last.Moment.AsOf == day)
            return;
        try
        {
            var taken = await taker.TakeAsync(seller.SellerId, day, cancellation);
            log.LogInformation("{Seller} has a snapshot of {Day}, known at {KnownAt}.", seller.SellerId, day, taken.Moment.KnownAt);
        }
        catch (ReportDoesNotTieException e)
        {
            await tasks.OpenAsync(new WorkTask(seller.SellerId, TaskBook.IdOf(ReportDesk.Task, "snapshot"), ReportDesk.Task, "snapshot", $"The month-end snapshot of {day:O} was not taken. {e.Message}", clock.GetUtcNow()), cancellation);
            throw;
        }
    }

    private static DateOnly LastDayOfMonthBefore(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddDays(-1);
}
