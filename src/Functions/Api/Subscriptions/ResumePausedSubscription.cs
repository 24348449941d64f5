using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Lets a paused subscription go on.</summary>
internal sealed class ResumePausedSubscription(AccountCommands commands)
{
    [Function(nameof(ResumePausedSubscription))]
    [ApiOperation("subscriptions", "Lets a paused subscription go on, today or on a day.", Body = typeof(ResumptionBody), Answer = typeof(SubscriptionOutcome), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/resume")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<ResumptionBody>(cancellation);
        var command = new ResumeSubscription(subscriptionId, body.On);
        return new JsonAnswer(SubscriptionOutcome.Of(account, subscriptionId, await commands.CarryOutAsync(request, account, command, cancellation, body.Reason)));
    }
}
