using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Lists the coupons that still take something off a customer's invoices.</summary>
internal sealed class ListCustomerCoupons(CustomerReader customers)
{
    [Function(nameof(ListCustomerCoupons))]
    [ApiOperation("coupons", "Lists the coupons that still take something off a customer's invoices, in the order they are applied.", Answer = typeof(Page<AppliedCouponResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/coupons")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        var account = await customers.RequireAsync(Requests.Account(accountId), cancellation);
        return new JsonAnswer(new Page<AppliedCouponResource>([.. account.Coupons.Select(AppliedCouponResource.Of)], null));
    }
}
