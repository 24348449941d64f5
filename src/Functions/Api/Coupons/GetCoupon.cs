using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Shows a coupon.</summary>
internal sealed class GetCoupon(SellerSettings settings)
{
    [Function(nameof(GetCoupon))]
    [ApiOperation("coupons", "Shows a coupon.", Answer = typeof(CouponResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/coupons/{couponId}")] HttpRequest request, string sellerId, string couponId, CancellationToken cancellation) =>
        await settings.GetAsync<Coupon>(ConfigurationNoun.Coupon, couponId, sellerId, CouponResource.Of, cancellation);
}
