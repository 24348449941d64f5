using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Charges;

/// <summary>Lists what waits for an invoice beside the periods.</summary>
internal sealed class ListCharges(CustomerReader customers)
{
    [Function(nameof(ListCharges))]
    [ApiOperation("charges", "Lists what waits for an invoice beside the periods: fees, charges, credits for unused time, and what was too little for an invoice.", Answer = typeof(Page<ChargeResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/charges")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        var account = await customers.RequireAsync(Requests.Account(accountId), cancellation);
        return new JsonAnswer(new Page<ChargeResource>([.. account.Charges.OrderBy(charge => charge.BillOn).Select(ChargeResource.Of)], null));
    }
}
