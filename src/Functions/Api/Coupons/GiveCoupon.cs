using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Coupons;

/// <summary>Gives a customer a coupon.</summary>
internal sealed class GiveCoupon(AccountCommands commands)
{
    [Function(nameof(GiveCoupon))]
    [ApiOperation("coupons", "Gives a customer a coupon, for all of the account or for one subscription.", Body = typeof(CouponGrantBody), Answer = typeof(AppliedCouponResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/coupons")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<CouponGrantBody>(cancellation);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new ApplyCoupon(body.CouponId, body.SubscriptionId), cancellation, body.Reason);
        return new JsonAnswer(AppliedCouponResource.Of(outcome.Events.OfType<CouponApplied>().Single().Coupon), StatusCodes.Status201Created);
    }
}
