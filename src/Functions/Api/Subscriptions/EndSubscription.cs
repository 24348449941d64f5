using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Cancels a subscription.</summary>
internal sealed class EndSubscription(AccountCommands commands)
{
    [Function(nameof(EndSubscription))]
    [ApiOperation("subscriptions", "Cancels a subscription, at a day or at the end of what is billed.", Body = typeof(CancellationBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/cancel")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<CancellationBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new CancelSubscription(subscriptionId, body.End), cancellation, body.Reason));
    }
}
