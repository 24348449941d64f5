using Billing.Functions.Calendar;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Runs;

/// <summary>Starts runs: one scan message for each calendar partition that has something due.</summary>
internal sealed class RunStarter(DueCalendar calendar, RunBook runs, WorkQueues queues)
{
    // The earliest place on earth is 14 hours ahead of UTC; each account is asked again for its own seller's day.
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromHours(14);

    /// <summary>The latest date that a moment is anywhere.</summary>
    public static DateOnly LatestDate(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime + FarthestAhead);

    /// <summary>Starts a run, or goes on starting one that was cut short.</summary>
    public async Task StartAsync(Run run, CancellationToken cancellation)
    {
        await runs.BeginAsync(run, cancellation);
        var through = run.Day.AsOf ?? LatestDate(run.Day.At);
        await foreach (var (day, shard) in calendar.DuePartitionsAsync(run.Kind, through, cancellation))
        {
            await queues.SendAsync(StorageNames.ScanDueWork, new ScanDueWorkMessage(run.RunId, run.Kind, run.Day, day, shard, run.Sellers, run.DryRun, run.Actor), cancellation);
            await runs.QueueScanAsync(run.RunId, day, shard, cancellation);
        }

        await runs.AllScansQueuedAsync(run, cancellation);
    }
}
