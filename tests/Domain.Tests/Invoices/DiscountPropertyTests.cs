using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>Any coupons on any lines: what is taken off is never more than there is, and never more than the coupon.</summary>
public class DiscountPropertyTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly LineTax Tax = new(TaxTreatment.Standard, 19, "DE", "");

    private static readonly Gen<InvoiceLine[]> Lines = Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 9], Gen.Int[0, 2]).Array[1, 12].Select(lines => lines.Select((line, index) => InvoiceLine.Of(
        index + 1, line.Item2 switch { 0 => LineKind.Manual, 1 => LineKind.UnusedTime, _ => LineKind.Recurring }, "line", $"product-{line.Item3}",
        new ServicePeriod(Dates.Day("2026-01-01"), Dates.Day("2026-02-01")), line.Item2 == 1 ? -1 : 1, "seat", line.Item1 / 100m, Tax, Euro)).ToArray());

    private static readonly Gen<AppliedCoupon[]> Coupons = Gen.Select(Gen.Int[1, 10_000], Gen.Bool, Gen.Int[0, 2]).Array[1, 4].Select(coupons => coupons.Select((coupon, index) => new AppliedCoupon(
        $"coupon-{index}", "Coupon", "", coupon.Item2 ? coupon.Item1 / 100m : null, coupon.Item2 ? null : Money.OfMinorUnits(coupon.Item1 * 3, Euro), coupon.Item3 == 0 ? ["product-1"] : [], null)).ToArray());

    [Fact]
    public void Coupons_never_take_more_off_than_there_is_nor_than_they_are_worth() => Gen.Select(Lines, Coupons).Sample((lines, coupons) =>
    {
        var discounted = Discounting.Apply(lines, coupons);
        foreach (var (line, before) in discounted.Zip(lines))
        {
            Assert.Equal(before.Gross, line.Gross);
            Assert.All(line.Discounts, discount => Assert.True(discount.Amount.IsPositive));
            if (line.Kind is LineKind.Manual or LineKind.UnusedTime)
                Assert.Empty(line.Discounts);
            else
                Assert.False(line.Amount().IsNegative);
        }

        foreach (var coupon in coupons)
        {
            var eligible = discounted.Where(line => line.Kind == LineKind.Recurring && (coupon.Products.Count == 0 || coupon.Products.Contains(line.Product))).ToList();
            var taken = Money.Sum(discounted.SelectMany(line => line.Discounts).Where(discount => discount.CouponId == coupon.CouponId).Select(discount => discount.Amount), Euro);
            Assert.Equal(taken, Money.Sum(eligible.SelectMany(line => line.Discounts).Where(discount => discount.CouponId == coupon.CouponId).Select(discount => discount.Amount), Euro));

            // What earlier coupons have left of its lines: an amount takes all of itself or all of that.
            var left = Money.Sum(eligible.Select(line => line.Gross - Money.Sum(line.Discounts.TakeWhile(discount => discount.CouponId != coupon.CouponId).Select(discount => discount.Amount), Euro)), Euro);
            if (coupon.Amount is { } amount)
                Assert.Equal(Money.Min(amount, left), taken);
            else
                Assert.InRange(Math.Abs(taken.Amount - left.Amount * coupon.Percent!.Value / 100), 0, 0.005m * eligible.Count);
        }
    });

    [Fact]
    public void Applying_coupons_again_gives_the_same() => Gen.Select(Lines, Coupons).Sample((lines, coupons) =>
    {
        var once = Discounting.Apply(lines, coupons);
        Assert.Equal(Json.Write(once), Json.Write(Discounting.Apply(once, coupons)));
    });
}
