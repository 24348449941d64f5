using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Lists what a customer has saved to pay with.</summary>
internal sealed class ListSavedMethods(CustomerReader customers)
{
    [Function(nameof(ListSavedMethods))]
    [ApiOperation("saved-methods", "Lists what a customer has saved to pay with; the first is charged.", Answer = typeof(Page<SavedMethodResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/saved-methods")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        return new JsonAnswer(new Page<SavedMethodResource>(SavedMethodResource.AllOf(await customers.RequireAsync(Requests.Account(accountId), cancellation)), null));
    }
}
