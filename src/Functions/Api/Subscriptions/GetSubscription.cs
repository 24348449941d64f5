using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Shows a subscription.</summary>
internal sealed class GetSubscription(CustomerReader customers)
{
    [Function(nameof(GetSubscription))]
    [ApiOperation("subscriptions", "Shows a subscription, also when it has ended.", Answer = typeof(SubscriptionResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/subscriptions/{subscriptionId}")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        var found = state.Subscriptions.FirstOrDefault(subscription => subscription.SubscriptionId == subscriptionId);
        return found is null ? Problems.NotFound($"subscription '{subscriptionId}' of account '{account}'") : JsonAnswer.WithContentETag(SubscriptionResource.Of(account, found));
    }
}
