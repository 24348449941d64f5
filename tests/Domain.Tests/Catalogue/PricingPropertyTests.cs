using System.Numerics;
using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>Prices of any tiers against the plainest reckoning there is: unit by unit.</summary>
public class PricingPropertyTests
{
    private static readonly Gen<PriceTier[]> Tiers = Gen.Select(Gen.Int[1, 60], Gen.Int[0, 300], Gen.Int[0, 3]).Array[1, 5].Select(steps =>
    {
        var upTo = 0;
        return steps.Select((step, index) => new PriceTier(index == steps.Length - 1 ? null : upTo += step.Item1, step.Item2 / 1000m, step.Item3)).ToArray();
    });

    [Fact]
    public void Graduated_prices_are_the_sum_of_the_units_each_by_its_own_tier() => Gen.Select(Tiers, Gen.Int[0, 400]).Sample((tiers, quantity) =>
    {
        var entered = new HashSet<PriceTier>(ReferenceEqualityComparer.Instance);
        var cost = 0m;
        for (var unit = 1; unit <= quantity; unit++)
        {
            var tier = TierOf(tiers, unit);
            cost += tier.UnitAmount + (entered.Add(tier) ? tier.FlatAmount : 0);
        }

        var parts = new GraduatedPricing(tiers).Parts(quantity);
        Assert.Equal(cost, parts.Sum(part => part.Quantity * part.UnitAmount));
        Assert.Equal(quantity, parts.Where(part => part.OwnUnit is null).Sum(part => part.Quantity));
    });

    [Fact]
    public void Volume_prices_are_all_units_by_the_tier_of_the_last() => Gen.Select(Tiers, Gen.Int[0, 400]).Sample((tiers, quantity) =>
    {
        var tier = TierOf(tiers, Math.Max(1, quantity));
        Assert.Equal(quantity == 0 ? 0 : quantity * tier.UnitAmount + tier.FlatAmount, new VolumePricing(tiers).Parts(quantity).Sum(part => part.Quantity * part.UnitAmount));
    });

    [Fact]
    public void Packages_are_as_many_as_hold_the_units() => Gen.Select(Gen.Int[1, 50], Gen.Int[0, 400]).Sample((size, quantity) =>
    {
        var packages = 0;
        for (var held = 0; held < quantity; held += size)
            packages++;
        Assert.Equal(packages * 4.99m, new PackagePricing(size, 4.99m).Parts(quantity).Sum(part => part.Quantity * part.UnitAmount));
    });

    [Fact]
    public void What_is_given_back_costs_the_opposite() => Gen.Select(Tiers, Gen.Int[1, 400]).Sample((tiers, quantity) =>
        Assert.All(new PricingModel[] { new GraduatedPricing(tiers), new VolumePricing(tiers), new PackagePricing(7, 2), new PerUnitPricing(0.3m) }, pricing =>
            Assert.Equal(-pricing.Parts(quantity).Sum(part => part.Quantity * part.UnitAmount), pricing.Parts(-quantity).Sum(part => part.Quantity * part.UnitAmount))));

    [Fact]
    public void A_share_of_a_period_is_rounded_once_from_the_exact_product() => Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 40], Gen.Int[0, 700], Gen.Int[1, 365]).Sample((mills, quantity, offset, days) =>
    {
        var start = Dates.Day("2024-01-01").AddDays(offset);
        var full = new BillingCalendar(Dates.Day("2024-01-01"), new BillingInterval(1, IntervalUnit.Year)).PeriodOf(start);
        var period = new ServicePeriod(start, start.AddDays(Math.Min(days, full.End.DayNumber - start.DayNumber)));
        var price = World.Standard.Prices["crm-year"] with { Versions = [new PriceVersion(Dates.Day("2020-01-01"), new PerUnitPricing(mills / 1000m))] };
        var terms = new SubscriptionTerms(full.Start, "crm-year", quantity, price.Interval!.Value, BillingTiming.InArrears, full.Start, false);
        var account = new PaperAccount(World.Standard.WithPrice(price));
        account.Record([new AccountOpened(World.Standard.AccountId, 1), new SubscriptionStarted(new Subscription("s", period.Start, period.End, period.Start, [terms], [], []))], period.Start);
        account.Do(new RunBilling(), period.End);

        // Cents = mills × quantity × days / (10 × full days), half away from zero, in whole numbers.
        var (numerator, denominator) = ((BigInteger)mills * quantity * period.Days, (BigInteger)10 * full.Days);
        Assert.Equal((long)((2 * numerator + denominator) / (2 * denominator)), account.IssuedInvoices.Single().Invoice.Lines.Single().Gross.MinorUnits);
    }, iter: 300);

    private static PriceTier TierOf(PriceTier[] tiers, int unit) => tiers.First(tier => tier.UpTo is not { } last || unit <= last);
}
