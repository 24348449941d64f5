using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Pauses a subscription.</summary>
internal sealed class PauseSubscriptionFor(AccountCommands commands)
{
    [Function(nameof(PauseSubscriptionFor))]
    [ApiOperation("subscriptions", "Pauses a subscription; what is billed for the days of the pause is credited, or the pause begins after it.", Body = typeof(PauseBody), Answer = typeof(SubscriptionOutcome), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/pause")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<PauseBody>(cancellation);
        var command = new PauseSubscription(subscriptionId, body.From, body.Until, body.UnusedTime);
        return new JsonAnswer(SubscriptionOutcome.Of(account, subscriptionId, await commands.CarryOutAsync(request, account, command, cancellation, body.Reason)));
    }
}
