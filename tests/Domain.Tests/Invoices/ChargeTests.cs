using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ChargeTests
{
    private static readonly ManualLine Setup = new("Installation", "service", 2, "hour", 80, "standard");

    [Fact]
    public void A_charge_comes_on_the_next_invoice() =>
        Given(Subscribed("crm", "2026-02-01"))
            .When(new AddCharge("install", Setup, null), on: "2026-01-10").Then("charge install of 160.00 on 2026-02-01")
            .When(new AddCharge("install", Setup, null), on: "2026-01-10").Refused("charge-exists")
            .When(new RunBilling(), on: "2026-01-31").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 309.40 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00;  2026-02-01..2026-02-01 160.00")
            .When(new RemoveCharge("install"), on: "2026-02-01").Refused("unknown-charge")
            .When(new AddCharge("install", Setup, null), on: "2026-02-02").Refused("charge-exists");

    [Fact]
    public void A_charge_can_be_billed_on_its_own_day_and_be_taken_back_before() =>
        Given()
            .When(new AddCharge("a", Setup, Dates.Day("2026-01-20")), on: "2026-01-10").Then("charge a of 160.00 on 2026-01-20")
            .When(new AddCharge("b", Setup, null), on: "2026-01-10").Then("charge b of 160.00 on 2026-01-10")
            .When(new RemoveCharge("a"), on: "2026-01-10").Then("charge a removed")
            .When(new RunBilling(), on: "2026-01-20").Then("invoice ACME-INV-2026-000001 of 190.40 EUR on 2026-01-20 due 2026-02-03:  2026-01-10..2026-01-10 160.00");

    [Fact]
    public void A_price_that_is_sold_once_is_charged_by_the_catalogue() =>
        In(World.Standard.WithPrice(World.Standard.Prices["crm"] with { PriceId = "box", Name = "The box", Interval = null, Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(49.5m))] }))
            .When(new AddCharge("box", new ManualLine("", "", 3, "", null, "", PriceId: "box"), null), on: "2026-01-10").Then("charge box of 148.50 on 2026-01-10")
            .When(new StartSubscription("box", "box", 1, Dates.Day("2026-01-10")), on: "2026-01-10").Refused("one-off-price")
            .When(new AddCharge("crm", new ManualLine("", "", 1, "", null, "", PriceId: "crm"), null), on: "2026-01-10").Refused("recurring-price");

    [Fact]
    public void A_charge_is_refused_where_it_cannot_be_billed() =>
        Given()
            .When(new AddCharge("a", Setup with { Quantity = 0 }, null), on: "2026-01-10").Refused("line-not-positive")
            .When(new AddCharge("a", Setup with { UnitPrice = -1 }, null), on: "2026-01-10").Refused("line-not-positive")
            .When(new AddCharge("a", Setup with { TaxCategory = "unheard" }, null), on: "2026-01-10").Refused("no-tax-rule")
            .When(new AddCharge("a", Setup, Dates.Day("2030-01-10")), on: "2026-01-10").Refused("too-far-ahead");

    [Fact]
    public void An_operator_issues_an_invoice_at_once_and_the_same_key_issues_it_once() =>
        Given()
            .When(new IssueInvoice("k", [Setup, Setup with { UnitPrice = 0.004m, Quantity = 1000 }], "PO 7", "Thank you"), on: "2026-01-10")
            .Then("invoice ACME-INV-2026-000001 of 195.16 EUR on 2026-01-10 due 2026-01-24:  2026-01-10..2026-01-10 160.00;  2026-01-10..2026-01-10 4.00")
            .When(new IssueInvoice("k", [Setup], "", ""), on: "2026-01-10").ThenNothing();

    [Fact]
    public void A_draft_can_be_issued_before_its_day()
    {
        var drafted = In(World.Standard.WithPolicy(policy => policy with { DraftWindowDays = 5 }), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("draft of 119.00 EUR, final on 2026-01-06: crm 2026-01-01..2026-01-31 100.00");
        drafted
            .When(new FinalizeDraft("inv_x"), on: "2026-01-02").Refused("unknown-draft")
            .When(new FinalizeDraft(drafted.State.Drafts[0].DocumentId), on: "2026-01-02")
            .Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-02 due 2026-01-16: crm 2026-01-01..2026-01-31 100.00")
            .When(new RunBilling(), on: "2026-01-06").ThenNothing();
    }

    [Fact]
    public void What_is_too_little_for_an_invoice_waits_for_the_next() =>
        In(World.Standard.WithPolicy(policy => policy with { MinimumInvoice = 25 }), Subscribed("book", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("10.70 EUR carried over; 10.00 to 2026-02-01")
            .When(new RunBilling(), on: "2026-02-01").Then("21.40 EUR carried over; 10.00 to 2026-03-01; 10.00 to 2026-03-01")
            .When(new RunBilling(), on: "2026-03-01").Then("invoice ACME-INV-2026-000001 of 32.10 EUR on 2026-03-01 due 2026-03-15: book 2026-03-01..2026-03-31 10.00; book 2026-02-01..2026-02-28 10.00; book 2026-01-01..2026-01-31 10.00");

    [Fact]
    public void The_last_invoice_is_issued_however_little_it_is() =>
        In(World.Standard.WithPolicy(policy => policy with { MinimumInvoice = 25 }), Subscribed("book", "2026-01-01"), new SubscriptionCancelled("book", Dates.Day("2026-02-01"), null))
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 10.70 EUR on 2026-01-01 due 2026-01-15: book 2026-01-01..2026-01-31 10.00");

    [Fact]
    public void An_invoice_is_cancelled_and_billed_again_by_the_prices_of_now() =>
        Given(Subscribed("crm", "2026-01-01", quantity: 2))
            .When(new RunBilling(), on: "2026-01-01").ThenEach(happened => Assert.IsType<InvoiceFinalized>(happened))
            .When(Pays("p1", 238, on: "2026-01-05"), on: "2026-01-05").ThenEach(happened => Assert.IsType<PaymentApplied>(happened))
            .AndGiven(world => world.WithPrice(world.Prices["crm"] with { Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(90))] }))
            .When(id => new RebillInvoice(id("ACME-INV-2026-000001")), on: "2026-01-10").Then(
                "ACME-CAN-2026-000001 cancels ACME-INV-2026-000001 on 2026-01-10: 0.00 EUR no longer owed, to credit again p1 238.00",
                "invoice ACME-INV-2026-000002 of 214.20 EUR on 2026-01-10 due 2026-01-24: crm 2026-01-01..2026-01-31 180.00",
                "credit pays ACME-INV-2026-000002 214.20 from p1")
            .When(id => new RebillInvoice(id("ACME-INV-2026-000001")), on: "2026-01-11").Refused("already-void")
            .When(new RunBilling(), on: "2026-02-01").ThenEach(happened => Assert.True(happened is InvoiceFinalized { Invoice.Periods: [{ Revision: 1 }] } or CreditUsed));

    private static World Metered(int draftWindowDays = 0) => World.Standard.WithPolicy(policy => policy with { DraftWindowDays = draftWindowDays }).WithPrice(World.Standard.Prices["crm"] with
    {
        PriceId = "api",
        Product = "api",
        Timing = BillingTiming.InArrears,
        Meter = UsageAggregation.Sum,
        Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(0.10m))],
    });

    [Fact]
    public void Corrections_that_exceed_the_usage_of_their_period_come_off_the_next_invoice() =>
        In(Metered().Used("api", "2026-01-01", -80).Used("api", "2026-02-01", 200))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new RunBilling(), on: "2026-02-01").Then("-9.52 EUR carried over; -8.00 to 2026-03-01")
            .When(new RunBilling(), on: "2026-03-01").Then("invoice ACME-INV-2026-000001 of 14.28 EUR on 2026-03-01 due 2026-03-15: api 2026-02-01..2026-02-28 20.00; api 2026-01-01..2026-01-31 -8.00");

    [Fact]
    public void A_draft_that_corrections_bring_below_zero_waits_as_well() =>
        In(Metered(draftWindowDays: 3).Used("api", "2026-01-01", 50))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new RunBilling(), on: "2026-02-01").Then("draft of 5.95 EUR, final on 2026-02-04: api 2026-01-01..2026-01-31 5.00")
            .AndGiven(world => world.Used("api", "2026-01-01", -30))
            .When(new RunBilling(), on: "2026-02-04").Then("-3.57 EUR carried over; -3.00 to 2026-03-01");

    [Fact]
    public void Where_no_invoice_is_to_come_an_operator_credits_what_corrections_leave()
    {
        var ended = In(Metered().Used("api", "2026-01-01", -80))
            .When(Subscribe("api", "2026-01-01"), on: "2026-01-01").Then("api starts 2026-01-01")
            .When(new CancelSubscription("api", Dates.Day("2026-02-01")), on: "2026-01-10").Then("api ends 2026-02-01")
            .When(new RunBilling(), on: "2026-02-01").Then(
                "-9.52 EUR carried over; -8.00 to an operator",
                "parked: Corrections of usage leave 9.52 EUR in the customer's favour, and no invoice is to come; credit an earlier invoice, remove the pending charges, then resume billing.");
        ended
            .When(new RemoveCharge(ended.State.Charges[0].ChargeId), on: "2026-02-02").ThenEach(happened => Assert.IsType<ChargeRemoved>(happened))
            .When(new ResumeBilling(), on: "2026-02-02").Then("resumed")
            .When(new RunBilling(), on: "2026-02-02").ThenNothing();
    }
}
