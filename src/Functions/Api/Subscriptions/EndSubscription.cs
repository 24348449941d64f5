using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Cancels a subscription.</summary>
internal sealed class EndSubscription(AccountCommands commands)
{
    [Function(nameof(EndSubscription))]
    [ApiOperation("subscriptions", "Cancels a subscription, at once, at a day or at the end of what is billed.", Body = typeof(CancellationBody), Answer = typeof(SubscriptionOutcome), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/cancel")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<CancellationBody>(cancellation);
        var command = new CancelSubscription(subscriptionId, body.End, body.UnusedTime, body.WaiveCommitment, body.AtOnce);
        return new JsonAnswer(SubscriptionOutcome.Of(account, subscriptionId, await commands.CarryOutAsync(request, account, command, cancellation, body.Reason)));
    }
}
