using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Takes a cancellation back, or lets an ended subscription go on.</summary>
internal sealed class ReactivateEndedSubscription(AccountCommands commands)
{
    [Function(nameof(ReactivateEndedSubscription))]
    [ApiOperation("subscriptions", "Takes a cancellation back, or lets an ended subscription go on.", Body = typeof(ReactivationBody), Answer = typeof(SubscriptionOutcome), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/reactivate")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<ReactivationBody>(cancellation);
        var command = new ReactivateSubscription(subscriptionId, body.From);
        return new JsonAnswer(SubscriptionOutcome.Of(account, subscriptionId, await commands.CarryOutAsync(request, account, command, cancellation, body.Reason)));
    }
}
