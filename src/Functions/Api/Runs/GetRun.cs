using Billing.Functions.Api.Contract;
using Billing.Functions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Runs;

/// <summary>Shows how far a run is.</summary>
internal sealed class GetRun(RunBook runs)
{
    [Function(nameof(GetRun))]
    [ApiOperation("runs", "Shows how far a run is.", Answer = typeof(RunResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{runId}")] HttpRequest request, string runId, CancellationToken cancellation) =>
        await runs.FindAsync(runId, cancellation) is { } progress ? new JsonAnswer(RunResource.Of(progress)) : Problems.NotFound($"run '{runId}'");
}
