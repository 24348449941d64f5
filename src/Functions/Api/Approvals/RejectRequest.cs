using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Approvals;

/// <summary>Turns down what waits for approval.</summary>
internal sealed class RejectRequest(AccountCommands commands)
{
    [Function(nameof(RejectRequest))]
    [ApiOperation("approvals", "Turns down what waits for approval, with a reason.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/approvals/{approvalId}/reject")] HttpRequest request, string accountId, string approvalId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new RejectApproval(approvalId, body.Reason), cancellation, body.Reason));
    }
}
