using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Takes a case back from the agency.</summary>
internal sealed class RecallCollectionsCase(CaseAnswers cases)
{
    [Function(nameof(RecallCollectionsCase))]
    [ApiOperation("collections", "Takes a case back: the agency is told to stop, and what is owed is the seller's to collect. It is handed off again by policy from the day that is named, or else by an operator.", Body = typeof(RecallCaseBody), Answer = typeof(CaseResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "collections-cases/{caseId}/recall")] HttpRequest request, string caseId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<RecallCaseBody>(cancellation);
        return await cases.CarryOutAsync(request, caseId, new RecallCase(caseId, body.Reason, body.Until), cancellation, body.Reason);
    }
}
