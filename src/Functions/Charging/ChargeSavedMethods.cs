using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Charging;

/// <summary>Hourly: starts a run over the invoices that saved methods are to be charged for by now, however many ticks were missed.</summary>
internal sealed class ChargeSavedMethods(RunStarter runs, TimeProvider clock, IConfiguration settings, ILogger<ChargeSavedMethods> log)
{
    [Function(nameof(ChargeSavedMethods))]
    public async Task RunAsync([TimerTrigger("%Schedules:ChargeSavedMethods%")] TimerInfo timer, CancellationToken cancellation)
    {
        if (!settings.IsOn("Charging"))
        {
            log.LogWarning("Charging is switched off by Switches__Charging; no payment attempt is started.");
            return;
        }

        var now = clock.GetUtcNow();
        await runs.StartAsync(new Run($"charge-{now:yyyyMMdd-HHmmss}", WorkKind.Charge, new WorkDay(now, null), null, false, nameof(ChargeSavedMethods)), cancellation);
    }
}
