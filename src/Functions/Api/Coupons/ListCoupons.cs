using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Lists a seller's coupons.</summary>
internal sealed class ListCoupons(SellerSettings settings, ConfigurationBook configuration)
{
    [Function(nameof(ListCoupons))]
    [ApiOperation("coupons", "Lists a seller's coupons by id.", Answer = typeof(Page<CouponResource>), Query = ["limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/coupons")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (limit, after) = (query.Limit(), query.Continuation());
        query.End();
        await settings.RequireAsync(sellerId, cancellation);
        var coupons = await configuration.ListAsync<Coupon>(ConfigurationNoun.Coupon, sellerId, cancellation).Select(coupon => CouponResource.Of(coupon.Value))
            .Where(coupon => after is null || string.CompareOrdinal(coupon.CouponId, after) > 0).Take(limit + 1).ToListAsync(cancellation);
        return new JsonAnswer(new Page<CouponResource>([.. coupons.Take(limit)], Page.Encode(coupons.Count > limit ? coupons[limit - 1].CouponId : null)));
    }
}
