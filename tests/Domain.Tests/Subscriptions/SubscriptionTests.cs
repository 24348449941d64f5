using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class SubscriptionTests
{
    [Fact]
    public void A_subscription_starts_on_its_price() =>
        Given().When(Subscribe("crm", "2026-01-15"), on: "2026-01-10").Then(Subscribed("crm", "2026-01-15"));

    [Fact]
    public void What_cannot_be_sold_is_refused()
    {
        Given().When(Subscribe("gold", "2026-01-15"), on: "2026-01-10").Refused("unknown-price");
        Given().When(Subscribe("crm", "2026-01-15", quantity: 0), on: "2026-01-10").Refused("quantity-not-positive");
        Given(Subscribed("crm", "2026-01-15")).When(Subscribe("crm", "2026-01-15"), on: "2026-01-10").Refused("subscription-exists");
        In(World.Standard with { AccountId = "acme.kunde.JPY" }).When(Subscribe("crm", "2026-01-15"), on: "2026-01-10").Refused("wrong-currency");
    }

    [Fact]
    public void In_advance_a_period_is_billed_on_its_first_day() =>
        Given(Subscribed("crm", "2026-01-31"))
            .When(new RunBilling(), on: "2026-01-30").ThenNothing()
            .When(new RunBilling(), on: "2026-01-31").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-31 due 2026-02-14: crm 2026-01-31..2026-02-27 100.00")
            .When(new RunBilling(), on: "2026-02-27").ThenNothing()
            .When(new RunBilling(), on: "2026-02-28").Then("invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-28 due 2026-03-14: crm 2026-02-28..2026-03-30 100.00")
            .When(new RunBilling(), on: "2026-03-31").Then("invoice ACME-INV-2026-000003 of 119.00 EUR on 2026-03-31 due 2026-04-14: crm 2026-03-31..2026-04-29 100.00");

    [Fact]
    public void In_arrears_a_period_is_billed_on_the_day_after_its_last() =>
        Given(Subscribed("crm-arrears", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-31").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 36.89 EUR on 2026-02-01 due 2026-02-15: crm-arrears 2026-01-01..2026-01-31 31.00");

    [Fact]
    public void A_period_that_the_start_cuts_is_prorated_by_days() =>
        Given(Subscribed("crm-arrears", "2026-01-15", anchor: "2025-06-01"))
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 20.23 EUR on 2026-02-01 due 2026-02-15: crm-arrears 2026-01-15..2026-01-31 17.00");

    [Fact]
    public void The_anchor_may_lie_after_the_start() =>
        Given(Subscribed("crm", "2026-01-20", anchor: "2026-02-01"))
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000001 of 46.06 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-20..2026-01-31 38.71",
                "invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00");

    [Fact]
    public void A_period_that_the_end_cuts_is_prorated_and_the_last() =>
        Given(Subscribed("crm-arrears", "2026-01-01"))
            .When(new CancelSubscription("crm-arrears", Dates.Day("2026-01-11")), on: "2026-01-05").Then("crm-arrears ends 2026-01-11")
            .When(new RunBilling(), on: "2026-01-11").Then("invoice ACME-INV-2026-000001 of 11.90 EUR on 2026-01-11 due 2026-01-25: crm-arrears 2026-01-01..2026-01-10 10.00")
            .When(new RunBilling(), on: "2026-06-01").ThenNothing();

    [Fact]
    public void In_advance_an_end_without_a_date_is_the_end_of_what_is_billed() =>
        Given(Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00")
            .When(new CancelSubscription("crm", Dates.Day("2026-01-20")), on: "2026-01-10").Refused("already-billed")
            .When(new CancelSubscription("crm", null), on: "2026-01-10").Then("crm ends 2026-02-01")
            .When(new CancelSubscription("crm", null), on: "2026-01-11").ThenNothing()
            .When(new RunBilling(), on: "2026-03-01").ThenNothing();

    [Fact]
    public void In_arrears_an_end_without_a_date_is_the_end_of_the_running_period_even_where_earlier_ones_wait() =>
        Given(Subscribed("crm-arrears", "2026-01-01"))
            .When(new CancelSubscription("crm-arrears", null), on: "2026-03-10").Then("crm-arrears ends 2026-04-01");

    [Fact]
    public void An_end_in_arrears_is_not_put_off_by_asking_again() =>
        Given(Subscribed("crm-arrears", "2026-01-01"))
            .When(new CancelSubscription("crm-arrears", Dates.Day("2026-01-11")), on: "2026-01-05").Then("crm-arrears ends 2026-01-11")
            .When(new CancelSubscription("crm-arrears", null), on: "2026-01-06").ThenNothing();

    [Fact]
    public void An_end_can_be_put_off_until_it_has_come_also_where_all_is_billed() =>
        Given(Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00")
            .When(new CancelSubscription("crm", null), on: "2026-01-10").Then("crm ends 2026-02-01")
            .When(new CancelSubscription("crm", Dates.Day("2026-02-08")), on: "2026-01-20").Then("crm ends 2026-02-08")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 29.75 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-07 25.00")
            .When(new CancelSubscription("crm", Dates.Day("2026-03-01")), on: "2026-02-08").Refused("subscription-ended")
            .When(new CancelSubscription("gold", null), on: "2026-02-08").Refused("unknown-subscription");

    [Fact]
    public void The_id_of_an_ended_subscription_is_not_used_again_after_the_account_is_stored()
    {
        var account = new StoredAccount(World.Standard);
        account.Do(new OpenAccount(World.Standard.AccountId, 1), Dates.Day("2026-01-01"));
        account.Do(Subscribe("crm", "2026-01-01"), Dates.Day("2026-01-01"));
        account.Do(new RunBilling(), Dates.Day("2026-01-01"));
        account.Do(new CancelSubscription("crm", null), Dates.Day("2026-01-02"));
        Assert.Equal("subscription-exists", Assert.IsType<Decision.Refused>(account.Do(Subscribe("crm", "2026-01-01"), Dates.Day("2026-05-01"))).Refusal.Code);
    }

    [Fact]
    public void A_price_applies_to_the_periods_that_start_from_its_date_on()
    {
        var crm = World.Standard.Prices["crm"];
        var raised = World.Standard.WithPrice(crm with { Versions = [new(Dates.Day("2026-02-01"), new PerUnitPricing(100)), new(Dates.Day("2026-02-15"), new PerUnitPricing(120))] });
        In(raised, Subscribed("crm", "2026-01-15"))
            .When(new RunBilling(), on: "2026-03-15").Then(
                "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-03-15 due 2026-03-29: crm 2026-01-15..2026-02-14 100.00",
                "invoice ACME-INV-2026-000002 of 142.80 EUR on 2026-03-15 due 2026-03-29: crm 2026-02-15..2026-03-14 120.00",
                "invoice ACME-INV-2026-000003 of 142.80 EUR on 2026-03-15 due 2026-03-29: crm 2026-03-15..2026-04-14 120.00");
    }
}
