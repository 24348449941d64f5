using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Creates or changes a coupon. Customers keep a coupon as it was when they were given it.</summary>
internal sealed class PutCoupon(SellerSettings settings)
{
    [Function(nameof(PutCoupon))]
    [ApiOperation("coupons", "Creates a coupon, or changes it under If-Match; customers who have it keep what they were given.", Body = typeof(CouponBody), Answer = typeof(CouponResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/coupons/{couponId}")] HttpRequest request, string sellerId, string couponId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<CouponBody>(cancellation);
        await settings.RequireAsync(sellerId, cancellation);
        return await settings.PutAsync<Coupon>(
            request, ConfigurationNoun.Coupon, couponId, sellerId,
            _ => new Coupon(couponId, sellerId, body.Name, body.Percent, body.Amount, body.Invoices, body.Products, body.RedeemBy), CouponResource.Of, cancellation);
    }
}
