using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Runs;
using Billing.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Runs;

/// <summary>Starts a run that charges saved methods for what is to be collected.</summary>
internal sealed class StartChargingRun(OperatorRuns runs)
{
    [Function(nameof(StartChargingRun))]
    [ApiOperation("runs", "Starts a run that charges saved methods for what is to be collected, as of a date; a dry run shows what would happen.", Body = typeof(RunBody), Answer = typeof(RunResource), Statuses = [202], IdempotencyKey = true)]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/charging")] HttpRequest request, CancellationToken cancellation) =>
        runs.StartAsync(request, WorkKind.Charge, cancellation);
}
