using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Invoices;

/// <summary>Hourly: starts a run over everything that is to be billed by now, however many ticks were missed.</summary>
internal sealed class GenerateRecurringInvoices(RunStarter runs, TimeProvider clock, IConfiguration settings, ILogger<GenerateRecurringInvoices> log)
{
    [Function(nameof(GenerateRecurringInvoices))]
    public async Task RunAsync([TimerTrigger("%Schedules:GenerateRecurringInvoices%")] TimerInfo timer, CancellationToken cancellation)
    {
        if (!settings.IsOn("Billing"))
        {
            log.LogWarning("Billing is switched off by Switches__Billing; nothing is generated.");
            return;
        }

        var now = clock.GetUtcNow();
        await runs.StartAsync(new Run($"bill-{now:yyyyMMdd-HHmmss}", WorkKind.Bill, new WorkDay(now, null), null, false, nameof(GenerateRecurringInvoices)), cancellation);
    }
}
