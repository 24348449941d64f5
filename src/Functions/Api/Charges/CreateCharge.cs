using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Charges;

/// <summary>Adds something to the next invoice.</summary>
internal sealed class CreateCharge(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreateCharge))]
    [ApiOperation("charges", "Adds something to the next invoice.", Body = typeof(ChargeBody), Answer = typeof(ChargeResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/charges")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<ChargeBody>(cancellation);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new AddCharge(body.ChargeId ?? $"c-{key[..16]}", body.Line, body.BillOn), key, cancellation);
        return new JsonAnswer(ChargeResource.Of(outcome.Events.OfType<ChargeAdded>().Single().Charge), StatusCodes.Status201Created);
    }
}
