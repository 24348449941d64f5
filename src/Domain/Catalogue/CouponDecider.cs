namespace Billing.Domain;

/// <summary>Decides about giving coupons to customers.</summary>
internal static class CouponDecider
{
    public static Decision Apply(Account account, ApplyCoupon command, DecisionContext context)
    {
        if (!context.Coupons.TryGetValue(command.CouponId, out var coupon))
            return AccountDecider.Refuse("unknown-coupon", $"The seller has no coupon {command.CouponId}.");
        if (context.Today > coupon.RedeemBy)
            return AccountDecider.Refuse("coupon-expired", $"Coupon {coupon.CouponId} could be given until {coupon.RedeemBy:O}.");
        if (coupon.Amount is { } amount && amount.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"Coupon {coupon.CouponId} is in {amount.Currency}, the account is in {account.Currency()}.");
        if (command.SubscriptionId.Length > 0 && SubscriptionDecider.Find(account, command.SubscriptionId) is null)
            return SubscriptionDecider.Unknown(command.SubscriptionId);
        if (Find(account, command.CouponId, command.SubscriptionId) is not null)
            return AccountDecider.Refuse("coupon-applied", $"The customer has coupon {coupon.CouponId} already.");
        return AccountDecider.Accept(new CouponApplied(
            new AppliedCoupon(coupon.CouponId, coupon.Name, command.SubscriptionId, coupon.Percent, coupon.Amount, coupon.Products, coupon.Invoices), context.Today));
    }

    public static Decision Remove(Account account, RemoveCoupon command) =>
        Find(account, command.CouponId, command.SubscriptionId) is null ? AccountDecider.Accept() : AccountDecider.Accept(new CouponRemoved(command.CouponId, command.SubscriptionId));

    private static AppliedCoupon? Find(Account account, string couponId, string subscriptionId) =>
        account.Coupons.FirstOrDefault(known => known.CouponId == couponId && known.SubscriptionId == subscriptionId);
}
