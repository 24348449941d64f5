using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Runs;
using Billing.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Runs;

/// <summary>Starts a run that issues the statements that are due.</summary>
internal sealed class StartStatementRun(OperatorRuns runs)
{
    [Function(nameof(StartStatementRun))]
    [ApiOperation("runs", "Starts a run that issues the monthly statements that are due, as of a date; a dry run shows what would happen.", Body = typeof(RunBody), Answer = typeof(RunResource), Statuses = [202], IdempotencyKey = true)]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/statements")] HttpRequest request, CancellationToken cancellation) =>
        runs.StartAsync(request, WorkKind.State, cancellation);
}
