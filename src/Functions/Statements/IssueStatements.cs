using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Statements;

/// <summary>Hourly: starts a run over the accounts whose month is to be stated by now, however many ticks were missed.</summary>
internal sealed class IssueStatements(RunStarter runs, TimeProvider clock)
{
    [Function(nameof(IssueStatements))]
    public async Task RunAsync([TimerTrigger("%Schedules:IssueStatements%")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await runs.StartAsync(new Run($"state-{now:yyyyMMdd-HHmmss}", WorkKind.State, new WorkDay(now, null), null, false, nameof(IssueStatements)), cancellation);
    }
}
