namespace Billing.Domain.Tests;

/// <summary>What histories are made of: a catalogue with every pricing model, and coupons of every kind.</summary>
internal static class HistoryWorld
{
    /// <summary>Sold again and again.</summary>
    public static IReadOnlyList<string> Recurring { get; } =
    [
        "crm", "crm-arrears", "book", "wiki-quarter", "crm-year", "news-week", "free", "seats-graduated", "team-volume", "pack-arrears", "shop", "shop-year", "visit-setup",
        "api-sum", "login-unique", "peak-max", "disk-last",
    ];

    /// <summary>Whose amounts an oracle works out day by day: per unit, one version, no minimum.</summary>
    public static IReadOnlySet<string> Plain { get; } = new HashSet<string> { "crm", "crm-arrears", "wiki-quarter", "news-week", "free", "shop", "shop-year" };

    /// <summary>Of these there are new versions.</summary>
    public static IReadOnlyList<string> Changing { get; } = ["book", "crm-year", "seats-graduated", "pack-arrears", "api-sum"];

    public static IReadOnlyList<string> Coupons { get; } = ["spring", "trio", "ever", "ten", "gift", "huge"];

    public static World In(string currency)
    {
        var world = World.In(currency);
        foreach (var price in Prices(Currency.Of(currency)))
            world = world.WithPrice(price);
        return world.WithDunning(LateCharges).WithPolicy(policy => policy with { Receipts = ReceiptPolicy.EveryPayment }) with { Seller = Formats.FacturX.Seller, Coupons = CouponsIn(Currency.Of(currency)).ToDictionary(coupon => coupon.CouponId) };
    }

    // Every second step charges something.
    private static DunningPolicy LateCharges(DunningPolicy policy) => policy with
    {
        Steps = [.. policy.Steps.Select((step, index) => step.Days > 0 && index % 2 == 0 ? step with { LateFee = index == 2 ? 2.5m : null, ChargesInterest = true } : step)],
        LateCharges = NoLessThan(0.05m),
    };

    /// <summary>Late charges with the least interest on one document.</summary>
    public static LateChargePolicy NoLessThan(decimal minimum) =>
        new(new InterestRateTable(9, [new(Dates.Day("2020-01-01"), 1.27m), new(Dates.Day("2026-07-01"), 1.52m)]) { ConsumerPoints = 5 }, minimum) { FeePer = LateFeeBasis.Invoice };

    private static IEnumerable<Price> Prices(Currency currency)
    {
        var month = new BillingInterval(1, IntervalUnit.Month);
        Price Price(string id, PricingModel pricing, BillingInterval? interval, BillingTiming timing = BillingTiming.InAdvance, string tax = "standard", decimal included = 0, decimal minimum = 0, decimal fee = 0) => new(
            id, "acme", id.Split('-')[0], $"The {id}", "unit", currency, interval, timing, tax, [new PriceVersion(Dates.Day("2020-01-01"), pricing, PriceChange.NextPeriod, included, minimum, fee)]);

        yield return Price("seats-graduated", new GraduatedPricing([new(1, 7.77m), new(1.5m, 5.55m, 3), new(null, 1.11m)]), month);
        yield return Price("team-volume", new VolumePricing([new(1, 9.99m), new(null, 4.44m, 1)]), month, minimum: 12, tax: "reduced");
        yield return Price("pack-arrears", new PackagePricing(2, 4.99m), new BillingInterval(10, IntervalUnit.Day), BillingTiming.InArrears);
        yield return Price("shop", new PerUnitPricing(11.99m), month, tax: "reduced") with { TaxIncluded = true };
        yield return Price("shop-year", new PerUnitPricing(119.99m), new BillingInterval(1, IntervalUnit.Year)) with { TaxIncluded = true };
        yield return Price("visit-setup", new FlatPricing(20), month, fee: 49.5m);
        yield return Price("boots", new PerUnitPricing(79.99m), null);
        yield return Price("api-sum", new GraduatedPricing([new(10, 0.0123m), new(null, 0.0101m, 0.5m)]), month, BillingTiming.InArrears, included: 5, minimum: 3) with { Meter = UsageAggregation.Sum };
        yield return Price("login-unique", new PerUnitPricing(1.5m), new BillingInterval(2, IntervalUnit.Week), BillingTiming.InArrears) with { Meter = UsageAggregation.UniqueCount };
        yield return Price("peak-max", new VolumePricing([new(10, 2.5m), new(null, 2)]), month, BillingTiming.InArrears) with { Meter = UsageAggregation.Max, TaxIncluded = true };
        yield return Price("disk-last", new PackagePricing(5, 3), month, BillingTiming.InArrears) with { Meter = UsageAggregation.Last };
    }

    private static IEnumerable<Coupon> CouponsIn(Currency currency)
    {
        yield return new Coupon("spring", "acme", "Spring", 20, null, 1, [], null);
        yield return new Coupon("trio", "acme", "Trio", 12.5m, null, 3, [], null);
        yield return new Coupon("ever", "acme", "Ever", 5, null, null, [], null);
        yield return new Coupon("ten", "acme", "Ten", null, new Money(10, currency), 2, [], null);
        yield return new Coupon("gift", "acme", "Gift", 100, null, 1, ["book", "shop"], null);
        yield return new Coupon("huge", "acme", "Huge", null, new Money(500, currency), 1, [], null);
    }
}
