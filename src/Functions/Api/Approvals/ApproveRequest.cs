using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Approvals;

/// <summary>Carries out what waits for approval. The one who approves is another person than the one who asked.</summary>
internal sealed class ApproveRequest(AccountCommands commands, Caller caller)
{
    [Function(nameof(ApproveRequest))]
    [ApiOperation("approvals", "Carries out what waits for approval, with today's date. Whoever asked for it cannot approve it.", Answer = typeof(ApprovableAnswer), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/approvals/{approvalId}/approve")] HttpRequest request, string accountId, string approvalId, CancellationToken cancellation)
    {
        caller.RequirePerson(request);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(request, Requests.Account(accountId), new Approve(approvalId), cancellation));
    }
}
