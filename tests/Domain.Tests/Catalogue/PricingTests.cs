using System.Globalization;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class PricingTests
{
    private static readonly PriceTier[] Tiers = [new(100, 1m), new(1000, 0.5m, 20), new(null, 0.0125m)];

    private static string Told(PricingModel model, decimal quantity) =>
        string.Join(" + ", model.Parts(quantity).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Quantity}×{part.UnitAmount}")));

    [Theory]
    [InlineData(0, "0×1")]
    [InlineData(1, "1×1")]
    [InlineData(100, "100×1")]
    [InlineData(101, "100×1 + 1×0.5 + 1×20")]
    [InlineData(1000, "100×1 + 900×0.5 + 1×20")]
    [InlineData(1200, "100×1 + 900×0.5 + 1×20 + 200×0.0125")]
    [InlineData(-101, "-100×1 + -1×0.5 + -1×20")]
    public void Graduated_tiers_price_each_unit_by_its_own_tier(int quantity, string parts) => Assert.Equal(parts, Told(new GraduatedPricing(Tiers), quantity));

    [Theory]
    [InlineData(0, "0×1")]
    [InlineData(100, "100×1")]
    [InlineData(101, "101×0.5 + 1×20")]
    [InlineData(1001, "1001×0.0125")]
    public void Volume_tiers_price_all_units_by_the_tier_of_the_whole(int quantity, string parts) => Assert.Equal(parts, Told(new VolumePricing(Tiers), quantity));

    [Theory]
    [InlineData(0, "0×5")]
    [InlineData(1, "1×5")]
    [InlineData(100, "1×5")]
    [InlineData(101, "2×5")]
    public void Packages_are_sold_whole(int quantity, string parts) => Assert.Equal(parts, Told(new PackagePricing(100, 5), quantity));

    [Fact]
    public void A_price_changes_from_the_next_period_on() =>
        In(Changing(PriceChange.NextPeriod), Subscribed("crm", "2026-01-15"))
            .When(new RunBilling(), on: "2026-01-15").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-15 due 2026-01-29: crm 2026-01-15..2026-02-14 100.00")
            .When(new RunBilling(), on: "2026-02-15").Then("invoice ACME-INV-2026-000002 of 142.80 EUR on 2026-02-15 due 2026-03-01: crm 2026-02-15..2026-03-14 120.00");

    [Fact]
    public void A_price_that_changes_at_once_parts_the_period_by_days() =>
        In(Changing(PriceChange.AtOnce), Subscribed("crm", "2026-01-15"))
            .When(new RunBilling(), on: "2026-01-15").Then("invoice ACME-INV-2026-000001 of 129.75 EUR on 2026-01-15 due 2026-01-29: crm 2026-01-15..2026-01-31 54.84; crm 2026-02-01..2026-02-14 54.19");

    [Fact]
    public void Whoever_bought_before_keeps_a_price_that_is_for_new_subscriptions() =>
        In(Changing(PriceChange.NewSubscriptions), Subscribed("crm", "2026-01-15"))
            .When(new RunBilling(), on: "2026-01-15").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-15 due 2026-01-29: crm 2026-01-15..2026-02-14 100.00")
            .When(new RunBilling(), on: "2026-02-15").Then("invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-15 due 2026-03-01: crm 2026-02-15..2026-03-14 100.00")
            .When(new StartSubscription("later", "crm", 1, Dates.Day("2026-03-01")), on: "2026-03-01").Then("later starts 2026-03-01")
            .When(new RunBilling(), on: "2026-03-01").Then("invoice ACME-INV-2026-000003 of 142.80 EUR on 2026-03-01 due 2026-03-15: later 2026-03-01..2026-03-31 120.00");

    [Fact]
    public void A_set_up_fee_is_billed_whole_with_the_first_invoice() =>
        In(World.Standard.WithPrice(World.Standard.Prices["crm"] with { Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(100), SetUpFee: 50)] }))
            .When(Subscribe("crm", "2026-01-17", anchor: "2026-02-01"), on: "2026-01-17").Then("crm starts 2026-01-17", "charge set-up:crm of 50.00 on 2026-01-17")
            .When(new RunBilling(), on: "2026-01-17").Then("invoice ACME-INV-2026-000001 of 117.08 EUR on 2026-01-17 due 2026-01-31: crm 2026-01-17..2026-01-31 48.39; crm 2026-01-17..2026-01-17 50.00")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00");

    [Fact]
    public void A_minimum_commitment_is_made_up_by_a_line_and_prorated_with_the_period() =>
        In(Metered(new PerUnitPricing(0.015m), minimum: 30).Used("api", "2026-01-17", 1000).Used("api", "2026-02-01", 3000))
            .When(Subscribe("api", "2026-01-17", anchor: "2026-01-01"), on: "2026-01-17").Then("api starts 2026-01-17")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 17.85 EUR on 2026-02-01 due 2026-02-15: api 2026-01-17..2026-01-31 15.00")
            .When(new RunBilling(), on: "2026-03-01").Then("invoice ACME-INV-2026-000002 of 53.55 EUR on 2026-03-01 due 2026-03-15: api 2026-02-01..2026-02-28 45.00")
            .When(new RunBilling(), on: "2026-04-01").Then("invoice ACME-INV-2026-000003 of 35.70 EUR on 2026-04-01 due 2026-04-15: api 2026-03-01..2026-03-31 0.00; api 2026-03-01..2026-03-31 30.00");

    [Fact]
    public void Included_units_cost_nothing_and_the_tiers_begin_after_them() =>
        In(Metered(new GraduatedPricing(Tiers), included: 10).Used("api", "2026-01-01", 112))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 143.99 EUR on 2026-02-01 due 2026-02-15: api 2026-01-01..2026-01-31 0.00; api 2026-01-01..2026-01-31 100.00; api 2026-01-01..2026-01-31 1.00; api 2026-01-01..2026-01-31 20.00");

    [Fact]
    public void A_draft_counts_usage_that_comes_before_it_is_issued() =>
        In(Metered(new PerUnitPricing(0.10m)).WithPolicy(policy => policy with { DraftWindowDays = 3 }).Used("api", "2026-01-01", 50))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new RunBilling(), on: "2026-02-01").Then("draft of 5.95 EUR, final on 2026-02-04: api 2026-01-01..2026-01-31 5.00")
            .AndGiven(world => world.Used("api", "2026-01-01", 80))
            .When(new RunBilling(), on: "2026-02-04").Then("invoice ACME-INV-2026-000001 of 9.52 EUR on 2026-02-04 due 2026-02-18: api 2026-01-01..2026-01-31 8.00");

    [Fact]
    public void A_period_with_more_lines_than_its_cap_is_left_to_an_operator() =>
        In(Metered(new GraduatedPricing([.. Enumerable.Range(1, 16).Select(tier => new PriceTier(tier == 16 ? null : tier, 1))])).Used("api", "2026-01-01", 100))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new RunBilling(), on: "2026-02-01").Then("parked: Subscription api has 16 lines from 2026-01-01, more than 15; check its price and terms, then resume billing.");

    private static World Changing(PriceChange applies) => World.Standard.WithPrice(World.Standard.Prices["crm"] with
    {
        Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(100)), new(Dates.Day("2026-02-01"), new PerUnitPricing(120), applies)],
    });

    private static World Metered(PricingModel pricing, decimal included = 0, decimal minimum = 0) => World.Standard.WithPrice(World.Standard.Prices["crm"] with
    {
        PriceId = "api",
        Product = "api",
        Timing = BillingTiming.InArrears,
        Meter = UsageAggregation.Sum,
        Versions = [new(Dates.Day("2020-01-01"), pricing, IncludedQuantity: included, MinimumAmount: minimum)],
    });
}
