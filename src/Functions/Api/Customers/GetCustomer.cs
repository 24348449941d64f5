using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Shows a customer's account as it stands.</summary>
internal sealed class GetCustomer(CustomerReader customers)
{
    [Function(nameof(GetCustomer))]
    [ApiOperation("customers", "Shows a customer: balances, subscriptions, open invoices, profile.", Answer = typeof(CustomerResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var id = Requests.Account(accountId);
        var account = await customers.RequireAsync(id, cancellation);
        return new JsonAnswer(CustomerResource.Of(account, await customers.ProfileAsync(id, account.ProfileVersion, cancellation)), ETag: $"{account.Version}");
    }
}
