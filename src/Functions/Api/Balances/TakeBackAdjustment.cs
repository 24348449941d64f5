using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>Takes back what is unused of an adjustment that was given in error.</summary>
internal sealed class TakeBackAdjustment(AccountCommands commands)
{
    [Function(nameof(TakeBackAdjustment))]
    [ApiOperation("customers", "Takes back what is unused of an adjustment.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/adjustments/{adjustmentId}/withdraw")] HttpRequest request, string accountId, string adjustmentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new WithdrawAdjustment(adjustmentId, body.Reason), cancellation, body.Reason));
    }
}
