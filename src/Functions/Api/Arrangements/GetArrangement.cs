using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Shows an arrangement and what was paid of it.</summary>
internal sealed class GetArrangement(ArrangementReader arrangements)
{
    [Function(nameof(GetArrangement))]
    [ApiOperation("arrangements", "Shows a plan or a promise: what is paid, what comes next, where each instalment stands.", Answer = typeof(ArrangementResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "arrangements/{arrangementId}")] HttpRequest request, string arrangementId, CancellationToken cancellation) =>
        JsonAnswer.WithContentETag(await arrangements.RequireAsync(arrangementId, cancellation));
}
