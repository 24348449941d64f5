using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Closes a case that the agency returned as uncollectible.</summary>
internal sealed class CloseCollectionsCase(CaseAnswers cases)
{
    [Function(nameof(CloseCollectionsCase))]
    [ApiOperation("collections", "Closes a case that the agency returned as uncollectible. By a policy that writes off, what is left is written off in the next night.", Body = typeof(EndCaseBody), Answer = typeof(CaseResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "collections-cases/{caseId}/close")] HttpRequest request, string caseId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<EndCaseBody>(cancellation);
        return await cases.CarryOutAsync(request, caseId, new CloseCase(caseId, body.Reason), cancellation, body.Reason);
    }
}
