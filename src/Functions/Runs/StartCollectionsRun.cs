using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Runs;
using Billing.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Runs;

/// <summary>Starts a run that takes the dunning steps that are due.</summary>
internal sealed class StartCollectionsRun(OperatorRuns runs)
{
    [Function(nameof(StartCollectionsRun))]
    [ApiOperation("runs", "Starts a run that takes the dunning steps that are due, as of a date; a dry run shows what would happen.", Body = typeof(RunBody), Answer = typeof(RunResource), Statuses = [202], IdempotencyKey = true)]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/collections")] HttpRequest request, CancellationToken cancellation) =>
        runs.StartAsync(request, WorkKind.Collect, cancellation);
}
