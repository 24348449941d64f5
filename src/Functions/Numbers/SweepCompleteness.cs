using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Numbers;

/// <summary>Nightly: sees that every number has its document, its blob and its delivery.</summary>
internal sealed class SweepCompleteness(CompletenessSweep sweep, ILogger<SweepCompleteness> log)
{
    [Function(nameof(SweepCompleteness))]
    public async Task RunAsync([TimerTrigger("%Schedules:SweepCompleteness%")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var series in await sweep.SweepAsync(cancellation))
        {
            var level = series.Mended > 0 ? LogLevel.Warning : LogLevel.Information;
            log.Log(level, "Series {Series} is complete through {Through}; of {Checked} numbers {Mended} lacked something, which is on its way.", series.Series, series.Through, series.Checked, series.Mended);
        }
    }
}
