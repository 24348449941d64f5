using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Health;

/// <summary>Tells anybody whether the app works, and no more.</summary>
internal sealed class GetLiveness(HealthChecks health)
{
    [Function(nameof(GetLiveness))]
    [ApiOperation("health", "Tells without a key whether the app works.", Answer = typeof(Liveness), Statuses = [200, 503])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request, CancellationToken cancellation)
    {
        var report = await health.LastAsync(cancellation);
        return new JsonAnswer(new Liveness(report.Status), GetHealth.StatusOf(report.Status));
    }
}
