namespace Billing.Domain;

/// <summary>Takes coupons off lines, one after the other: a percentage of what each line still costs, or an amount shared by the lines (largest remainder).
/// Credits, and what an operator wrote, have no discount. An amount that exceeds the invoice is not kept for the next.</summary>
internal static class Discounting
{
    /// <summary>The lines with their discounts.</summary>
    /// <param name="lines">Lines that come from the catalogue lose the discounts they have; pending charges keep theirs.</param>
    /// <param name="coupons">In the order they were given to the customer.</param>
    public static IReadOnlyList<InvoiceLine> Apply(IReadOnlyList<InvoiceLine> lines, IReadOnlyList<AppliedCoupon> coupons)
    {
        if (coupons.Count == 0)
            return lines;
        var discounted = lines.Select(line => CanHave(line) && line.Discounts.Count > 0 ? line with { Discounts = [] } : line).ToArray();
        foreach (var coupon in coupons)
        {
            var eligible = Enumerable.Range(0, discounted.Length).Where(index => IsFor(coupon, discounted[index]) && discounted[index].Amount().IsPositive).ToList();
            if (eligible.Count == 0)
                continue;
            foreach (var (index, amount) in eligible.Zip(Off(coupon, [.. eligible.Select(index => discounted[index].Amount())])))
            {
                if (!amount.IsZero)
                    discounted[index] = discounted[index] with { Discounts = [.. discounted[index].Discounts, new LineDiscount(coupon.CouponId, coupon.Name, coupon.Percent, amount)] };
            }
        }

        return discounted;
    }

    /// <summary>The coupons that are left after an invoice.</summary>
    public static IReadOnlyList<AppliedCoupon> After(IReadOnlyList<AppliedCoupon> coupons, IReadOnlyList<InvoiceLine> lines) => coupons.Count == 0 ? coupons :
        [.. coupons.Select(coupon => coupon.InvoicesLeft is { } left && lines.Any(line => IsFor(coupon, line) && line.Discounts.Any(discount => discount.CouponId == coupon.CouponId))
            ? coupon with { InvoicesLeft = left - 1 } : coupon).Where(coupon => coupon.InvoicesLeft != 0)];

    /// <summary>What a coupon takes off each of some amounts of one invoice.</summary>
    /// <param name="coupon">A percentage of each, or an amount that they share.</param>
    /// <param name="amounts">Above 0; at least one.</param>
    public static IReadOnlyList<Money> Off(AppliedCoupon coupon, IReadOnlyList<Money> amounts)
    {
        if (coupon.Percent is { } percent)
            return [.. amounts.Select(amount => Money.Round(amount.Amount * percent / 100, amount.Currency))];
        var sum = Money.Sum(amounts, amounts[0].Currency);
        return Money.Min(coupon.Amount!.Value, sum).Split([.. amounts.Select(amount => amount.Amount)]);
    }

    /// <summary>Whether a coupon is for what a subscription buys of a product.</summary>
    public static bool IsFor(AppliedCoupon coupon, string subscriptionId, string product) =>
        (coupon.SubscriptionId.Length == 0 || coupon.SubscriptionId == subscriptionId) && (coupon.Products.Count == 0 || coupon.Products.Contains(product));

    private static bool CanHave(InvoiceLine line) =>
        line.Kind is LineKind.Recurring or LineKind.Usage or LineKind.MinimumCommitment or LineKind.SetUpFee && !PendingCharge.IsCarriedOver(line.ChargeId);

    private static bool IsFor(AppliedCoupon coupon, InvoiceLine line) => CanHave(line) && IsFor(coupon, line.SubscriptionId, line.Product);
}
