using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Records a promise to pay.</summary>
internal sealed class CreatePromise(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreatePromise))]
    [ApiOperation("arrangements", "Records that a customer promises to pay by a day. Until then, and a grace, the invoices are not dunned.",
        Body = typeof(PromiseBody), Answer = typeof(ArrangementResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/promises")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<PromiseBody>(cancellation);
        return CreateArrangement.Answer(await commands.CarryOutAsync(request, account, body.ToCommand(key), key, cancellation));
    }
}
