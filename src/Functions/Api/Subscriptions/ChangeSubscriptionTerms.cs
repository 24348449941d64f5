using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Changes what a subscription buys.</summary>
internal sealed class ChangeSubscriptionTerms(AccountCommands commands)
{
    [Function(nameof(ChangeSubscriptionTerms))]
    [ApiOperation("subscriptions", "Changes the price or the quantity, at the end of the period or at once; what is billed already is then credited and billed anew by days.", Body = typeof(ChangeBody), Answer = typeof(SubscriptionOutcome), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/change")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<ChangeBody>(cancellation);
        var command = body.ToCommand(subscriptionId);
        return new JsonAnswer(SubscriptionOutcome.Of(account, subscriptionId, await commands.CarryOutAsync(request, account, command, cancellation, body.Reason)));
    }
}
