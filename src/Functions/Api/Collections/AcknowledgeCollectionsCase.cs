using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Records that the agency has a case.</summary>
internal sealed class AcknowledgeCollectionsCase(CaseAnswers cases)
{
    [Function(nameof(AcknowledgeCollectionsCase))]
    [ApiOperation("collections", "Records that the agency has a case, and what it calls it.", Body = typeof(AcknowledgeCaseBody), Answer = typeof(CaseResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "collections-cases/{caseId}/acknowledge")] HttpRequest request, string caseId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<AcknowledgeCaseBody>(cancellation);
        return await cases.CarryOutAsync(request, caseId, new AcknowledgeCase(caseId, body.Reference), cancellation);
    }
}
