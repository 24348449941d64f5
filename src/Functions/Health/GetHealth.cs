using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Health;

/// <summary>Tells how everything is that the app depends on.</summary>
internal sealed class GetHealth(HealthChecks health)
{
    [Function(nameof(GetHealth))]
    [ApiOperation("health", "Checks each dependency. 503 where one does not work; degraded, with 200, where somebody must look at something.", Answer = typeof(HealthReport), Statuses = [200, 503])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request, CancellationToken cancellation)
    {
        var report = await health.CheckAsync(cancellation);
        return new JsonAnswer(report, StatusOf(report.Status));
    }

    public static int StatusOf(HealthStatus status) => status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
