using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Takes a coupon from a customer. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class TakeCoupon(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(TakeCoupon))]
    [ApiOperation("coupons", "Takes a coupon from a customer.", Answer = typeof(CommandResource), Query = ["subscription: the subscription it is for, where it is for one", "reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/coupons/{couponId}")] HttpRequest request, string accountId, string couponId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (subscription, reason) = (query.Text("subscription") ?? "", query.Text("reason"));
        query.End();
        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        if (!state.Coupons.Any(coupon => coupon.CouponId == couponId && coupon.SubscriptionId == subscription))
            return Problems.NotFound($"coupon '{couponId}' of account '{account}'{(subscription.Length > 0 ? $" for subscription '{subscription}'" : "")}");
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new RemoveCoupon(couponId, subscription), caller.KeyOf(request, $"version {state.Version}|{subscription}"), cancellation, reason));
    }
}
