using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Shows who a customer is.</summary>
internal sealed class GetProfile(CustomerReader customers)
{
    [Function(nameof(GetProfile))]
    [ApiOperation("customers", "Shows a customer's profile in force.", Answer = typeof(CustomerProfile))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/profile")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var id = Requests.Account(accountId);
        var account = await customers.RequireAsync(id, cancellation);
        return new JsonAnswer(await customers.ProfileAsync(id, account.ProfileVersion, cancellation), ETag: $"{account.ProfileVersion}");
    }
}
