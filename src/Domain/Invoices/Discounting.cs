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
            foreach (var (index, amount) in eligible.Zip(Amounts(coupon, [.. eligible.Select(index => discounted[index].Amount())])))
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

    private static IReadOnlyList<Money> Amounts(AppliedCoupon coupon, List<Money> amounts)
    {
        if (coupon.Percent is { } percent)
            return [.. amounts.Select(amount => Money.Round(amount.Amount * percent / 100, amount.Currency))];
        var sum = Money.Sum(amounts, amounts[0].Currency);
        return Money.Min(coupon.Amount!.Value, sum).Split([.. amounts.Select(amount => amount.Amount)]);
    }

    private static bool CanHave(InvoiceLine line) =>
        line.Kind is LineKind.Recurring or LineKind.Usage or LineKind.MinimumCommitment or LineKind.SetUpFee && !PendingCharge.IsCarriedOver(line.ChargeId);

    private static bool IsFor(AppliedCoupon coupon, InvoiceLine line) =>
        CanHave(line) && (coupon.SubscriptionId.Length == 0 || coupon.SubscriptionId == line.SubscriptionId)
        && (coupon.Products.Count == 0 || coupon.Products.Contains(line.Product));
}
