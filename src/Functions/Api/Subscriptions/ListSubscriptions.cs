using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Lists a customer's subscriptions that have something left to bill.</summary>
internal sealed class ListSubscriptions(CustomerReader customers)
{
    [Function(nameof(ListSubscriptions))]
    [ApiOperation("subscriptions", "Lists a customer's subscriptions that have something left to bill.", Answer = typeof(Page<SubscriptionResource>), Query = ["ended: true to list also those that ended and are billed"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/subscriptions")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var ended = query.Flag("ended");
        query.End();
        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        return new JsonAnswer(new Page<SubscriptionResource>([.. state.Subscriptions.Where(subscription => ended || subscription.NextPeriod() is not null).Select(subscription => SubscriptionResource.Of(account, subscription))], null));
    }
}
