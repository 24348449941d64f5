using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ChangeTests
{
    private static Scenario Billed(string price = "crm") => Given(Subscribed(price, "2026-01-01", quantity: 5))
        .When(new RunBilling(), on: "2026-01-01").ThenEach(happened => Assert.IsType<InvoiceFinalized>(happened));

    private static ChangeSubscription To(decimal quantity, string? on = null, ChangeEffect effect = ChangeEffect.AtOnce, bool prorate = true, bool billAtOnce = false) =>
        new("crm", null, quantity, effect, on is null ? null : Dates.Day(on), prorate, billAtOnce);

    [Fact]
    public void An_upgrade_credits_the_unused_days_and_charges_them_anew_on_the_next_invoice() =>
        Billed()
            .When(To(8), on: "2026-01-17").Then("crm is crm × 8 from 2026-01-17, billed anew from 2026-01-17 on 2026-02-01; unused -241.94")
            .When(new RunBilling(), on: "2026-01-31").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 1124.74 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-17..2026-01-31 387.10; crm 2026-02-01..2026-02-28 800.00; crm 2026-01-17..2026-01-31 -241.94");

    [Fact]
    public void A_change_can_be_billed_on_its_day() =>
        Billed()
            .When(To(8, billAtOnce: true), on: "2026-01-17").Then("crm is crm × 8 from 2026-01-17, billed anew from 2026-01-17; unused -241.94")
            .When(new RunBilling(), on: "2026-01-17").Then("invoice ACME-INV-2026-000002 of 172.74 EUR on 2026-01-17 due 2026-01-31: crm 2026-01-17..2026-01-31 387.10; crm 2026-01-17..2026-01-31 -241.94")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000003 of 952.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 800.00");

    [Fact]
    public void Two_changes_in_one_period_credit_and_charge_each_day_once() =>
        Billed()
            .When(To(8), on: "2026-01-11").Then("crm is crm × 8 from 2026-01-11, billed anew from 2026-01-11 on 2026-02-01; unused -338.71")
            .When(To(6), on: "2026-01-21").Then("crm is crm × 6 from 2026-01-21")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 871.38 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-11..2026-01-20 258.06; crm 2026-01-21..2026-01-31 212.90; crm 2026-02-01..2026-02-28 600.00; crm 2026-01-11..2026-01-31 -338.71");

    [Fact]
    public void A_change_at_the_end_of_the_period_prorates_nothing() =>
        Billed()
            .When(To(3, effect: ChangeEffect.AtPeriodEnd), on: "2026-01-17").Then("crm is crm × 3 from 2026-02-01")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 357.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 300.00");

    [Fact]
    public void A_change_without_proration_is_billed_from_the_next_period() =>
        Billed()
            .When(To(8, prorate: false), on: "2026-01-17").Then("crm is crm × 8 from 2026-01-17")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 952.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 800.00");

    [Fact]
    public void In_arrears_each_quantity_is_billed_for_its_days() =>
        Given(Subscribed("crm-arrears", "2026-01-01", quantity: 2))
            .When(new ChangeSubscription("crm-arrears", null, 4, ChangeEffect.AtOnce), on: "2026-01-11").Then("crm-arrears is crm-arrears × 4 from 2026-01-11")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000001 of 123.76 EUR on 2026-02-01 due 2026-02-15: crm-arrears 2026-01-01..2026-01-10 20.00; crm-arrears 2026-01-11..2026-01-31 84.00")
            .When(new ChangeSubscription("crm-arrears", null, 3, ChangeEffect.AtOnce, Dates.Day("2026-01-20")), on: "2026-02-10").Refused("already-billed");

    [Fact]
    public void A_change_of_interval_begins_a_new_calendar_and_is_billed_at_once() =>
        Billed()
            .When(new ChangeSubscription("crm", "crm-year", 5, ChangeEffect.AtOnce), on: "2026-01-17").Then("crm is crm-year × 5 from 2026-01-17, billed anew from 2026-01-17; unused -241.94")
            .When(new RunBilling(), on: "2026-01-17").Then("invoice ACME-INV-2026-000002 of 1883.84 EUR on 2026-01-17 due 2026-01-31: crm 2026-01-17..2027-01-16 1825.00; crm 2026-01-17..2026-01-31 -241.94");

    [Fact]
    public void A_downgrade_is_a_credit_on_the_next_invoice() =>
        Billed()
            .When(To(2), on: "2026-01-17").Then("crm is crm × 2 from 2026-01-17, billed anew from 2026-01-17 on 2026-02-01; unused -241.94")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 65.25 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-17..2026-01-31 96.77; crm 2026-02-01..2026-02-28 200.00; crm 2026-01-17..2026-01-31 -241.94");

    [Fact]
    public void The_same_again_changes_nothing() =>
        Billed().When(To(5), on: "2026-01-17").ThenNothing();

    [Fact]
    public void A_change_is_refused_where_it_makes_no_sense() =>
        Billed()
            .When(To(0), on: "2026-01-17").Refused("quantity-not-positive")
            .When(To(8, on: "2025-12-31"), on: "2026-01-17").Refused("before-start")
            .When(To(8, on: "2029-02-01"), on: "2026-01-17").Refused("too-far-ahead")
            .When(new ChangeSubscription("crm", "gold", null, ChangeEffect.AtOnce), on: "2026-01-17").Refused("unknown-price")
            .When(new ChangeSubscription("gold", null, 2, ChangeEffect.AtOnce), on: "2026-01-17").Refused("unknown-subscription");

    [Fact]
    public void A_trial_is_free_and_may_change() =>
        Given()
            .When(new StartSubscription("crm", "crm", 5, Dates.Day("2026-01-01"), TrialEnd: Dates.Day("2026-01-15")), on: "2026-01-01").Then("crm starts 2026-01-01")
            .When(new RunBilling(), on: "2026-01-14").ThenNothing()
            .When(To(2), on: "2026-01-10").Then("crm is crm × 2 from 2026-01-10")
            .When(new RunBilling(), on: "2026-01-15").Then("invoice ACME-INV-2026-000001 of 238.00 EUR on 2026-01-15 due 2026-01-29: crm 2026-01-15..2026-02-14 200.00");

    [Fact]
    public void A_trial_that_is_cancelled_in_time_costs_nothing() =>
        Given()
            .When(new StartSubscription("crm", "crm", 5, Dates.Day("2026-01-01"), TrialEnd: Dates.Day("2026-01-15")), on: "2026-01-01").Then("crm starts 2026-01-01")
            .When(new CancelSubscription("crm", Dates.Day("2026-01-10")), on: "2026-01-08").Then("crm ends 2026-01-10")
            .When(new RunBilling(), on: "2026-01-20").ThenNothing();

    [Fact]
    public void A_pause_with_forfeit_begins_after_what_is_paid_and_its_days_are_not_billed() =>
        Billed()
            .When(new PauseSubscription("crm", null, null, UnusedTime.Forfeit), on: "2026-01-17").Then("crm paused 2026-02-01..")
            .When(new RunBilling(), on: "2026-03-01").ThenNothing()
            .When(new PauseSubscription("crm", Dates.Day("2026-03-01"), null, UnusedTime.Forfeit), on: "2026-02-17").Refused("already-paused")
            .When(new ResumeSubscription("crm", Dates.Day("2026-03-11")), on: "2026-03-05").Then("crm resumed 2026-03-11")
            .When(new RunBilling(), on: "2026-03-11").Then("invoice ACME-INV-2026-000002 of 403.06 EUR on 2026-03-11 due 2026-03-25: crm 2026-03-11..2026-03-31 338.71");

    [Fact]
    public void In_arrears_a_pause_bills_what_was_served() =>
        Given(Subscribed("crm-arrears", "2026-01-01"))
            .When(new PauseSubscription("crm-arrears", Dates.Day("2026-01-11"), Dates.Day("2026-01-21"), UnusedTime.Credit), on: "2026-01-05").Then("crm-arrears paused 2026-01-11..2026-01-21")
            .When(new RunBilling(), on: "2026-01-11").Then("invoice ACME-INV-2026-000001 of 11.90 EUR on 2026-01-11 due 2026-01-25: crm-arrears 2026-01-01..2026-01-10 10.00")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 13.09 EUR on 2026-02-01 due 2026-02-15: crm-arrears 2026-01-21..2026-01-31 11.00");

    [Fact]
    public void An_ended_subscription_can_be_reactivated_and_the_gap_is_not_billed() =>
        Billed()
            .When(new CancelSubscription("crm", null), on: "2026-01-17").Then("crm ends 2026-02-01")
            .When(new RunBilling(), on: "2026-02-01").ThenNothing()
            .When(new ReactivateSubscription("crm", null), on: "2026-02-15").Then("crm reactivated 2026-02-15")
            .When(new RunBilling(), on: "2026-02-15").Then("invoice ACME-INV-2026-000002 of 297.50 EUR on 2026-02-15 due 2026-03-01: crm 2026-02-15..2026-02-28 250.00");

    [Fact]
    public void A_cancellation_can_be_taken_back() =>
        Billed()
            .When(new CancelSubscription("crm", null), on: "2026-01-17").Then("crm ends 2026-02-01")
            .When(new ReactivateSubscription("crm", null), on: "2026-01-20").Then("crm reactivated 2026-02-01")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 595.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 500.00");

    [Fact]
    public void Whoever_is_bound_is_not_let_go_early_unless_the_seller_waives_it() =>
        Given()
            .When(new StartSubscription("crm", "crm", 1, Dates.Day("2026-01-01"), CommittedUntil: Dates.Day("2027-01-01")), on: "2026-01-01").Then("crm starts 2026-01-01")
            .When(new CancelSubscription("crm", Dates.Day("2026-06-01")), on: "2026-01-17").Refused("committed")
            .When(new CancelSubscription("crm", Dates.Day("2026-06-01"), WaiveCommitment: true), on: "2026-01-17").Then("crm ends 2026-06-01");

    [Fact]
    public void Subscriptions_of_one_anchor_come_on_one_invoice() =>
        Given()
            .When(new SetBillingAnchor(Dates.Day("2026-01-15")), on: "2026-01-01").Then("billed by 2026-01-15")
            .When(new StartSubscription("a", "crm", 1, Dates.Day("2026-01-05")), on: "2026-01-05").Then("a starts 2026-01-05")
            .When(new StartSubscription("b", "book", 1, Dates.Day("2026-01-10")), on: "2026-01-05").Then("b starts 2026-01-10")
            .When(new RunBilling(), on: "2026-01-05").Then("invoice ACME-INV-2026-000001 of 38.39 EUR on 2026-01-05 due 2026-01-19: a 2026-01-05..2026-01-14 32.26")
            .When(new RunBilling(), on: "2026-01-10").Then("invoice ACME-INV-2026-000002 of 1.72 EUR on 2026-01-10 due 2026-01-24: b 2026-01-10..2026-01-14 1.61")
            .When(new RunBilling(), on: "2026-01-15").Then("invoice ACME-INV-2026-000003 of 129.70 EUR on 2026-01-15 due 2026-01-29: a 2026-01-15..2026-02-14 100.00; b 2026-01-15..2026-02-14 10.00");

    [Fact]
    public void Cancelled_now_with_credit_the_unused_days_are_a_credit_note_to_their_invoice()
    {
        var billed = Billed();
        billed
            .When(Pays("p1", 595, on: "2026-01-05"), on: "2026-01-05").Then("p1 of 595.00 EUR pays ACME-INV-2026-000001 595.00")
            .When(new CancelSubscription("crm", Dates.Day("2026-01-17")), on: "2026-01-17").Refused("already-billed")
            .When(new CancelSubscription("crm", Dates.Day("2026-01-17"), UnusedTime.Credit), on: "2026-01-17").Then("crm ends 2026-01-17, billed anew from 2026-01-17; unused -241.94")
            .When(id => new VoidInvoice(id("ACME-INV-2026-000001")), on: "2026-01-17").Refused("unused-time-credited")
            .When(new RunBilling(), on: "2026-01-17").Then(
                "charge unused:crm:1:" + billed.State.Invoices[0].ItemId + ":1 removed",
                "ACME-CRN-2026-000001 credits 287.91 EUR of ACME-INV-2026-000001 on 2026-01-17: line 1 241.94, 287.91 to credit");
        Assert.Equal(Eur(287.91m), billed.State.Credit());
    }

    [Fact]
    public void Cancelled_now_without_credit_the_days_stay_paid_for() =>
        Billed()
            .When(new CancelSubscription("crm", Dates.Day("2026-01-17"), UnusedTime.Forfeit), on: "2026-01-17").Then("crm ends 2026-01-17")
            .When(new RunBilling(), on: "2026-03-17").ThenNothing();

    [Fact]
    public void A_pause_with_credit_gives_back_the_days_and_bills_from_the_day_it_goes_on() =>
        Billed()
            .When(new PauseSubscription("crm", Dates.Day("2026-01-17"), Dates.Day("2026-01-27"), UnusedTime.Credit), on: "2026-01-17").Then("crm paused 2026-01-17..2026-01-27, billed anew from 2026-01-17; unused -241.94")
            .When(new RunBilling(), on: "2026-01-17").ThenEach(happened => Assert.True(happened is ChargeRemoved or CreditNoteIssued))
            .When(new RunBilling(), on: "2026-01-27").Then("invoice ACME-INV-2026-000002 of 95.97 EUR on 2026-01-27 due 2026-02-10: crm 2026-01-27..2026-01-31 80.65");

    [Fact]
    public void What_is_left_after_days_that_a_credit_note_gave_back_is_credited_in_its_turn() =>
        Billed()
            .When(new PauseSubscription("crm", Dates.Day("2026-01-10"), null, UnusedTime.Credit), on: "2026-01-03").Then("crm paused 2026-01-10.., billed anew from 2026-01-10; unused -354.84")
            .When(new RunBilling(), on: "2026-01-03").ThenEach(happened => Assert.True(happened is ChargeRemoved or CreditNoteIssued { Note.Totals.Net.Amount: -354.84m }))
            .When(new CancelSubscription("crm", Dates.Day("2026-01-05"), UnusedTime.Credit), on: "2026-01-03").Then("crm ends 2026-01-05, billed anew from 2026-01-05; unused -80.64")
            .When(new RunBilling(), on: "2026-01-03").ThenEach(happened => Assert.True(happened is ChargeRemoved or CreditNoteIssued { Note.Totals.Net.Amount: -80.64m }));

    [Fact]
    public void What_credit_notes_gave_back_is_not_credited_again_as_unused_time() =>
        Billed()
            .When(id => new IssueCreditNote("k", id("ACME-INV-2026-000001"), [new CreditedPart(1, Eur(400), null)], ReasonCode.Goodwill, CreditDisposition.SettleInvoice), on: "2026-01-10").ThenEach(happened => Assert.IsType<CreditNoteIssued>(happened))
            .When(To(8), on: "2026-01-17").Then("crm is crm × 8 from 2026-01-17, billed anew from 2026-01-17 on 2026-02-01; unused -100.00")
            .When(id => new IssueCreditNote("k2", id("ACME-INV-2026-000001"), null, ReasonCode.Goodwill, CreditDisposition.SettleInvoice), on: "2026-01-18").Refused("nothing-to-credit");

    [Fact]
    public void Credit_that_exceeds_what_is_due_leaves_the_invoice_as_a_note() =>
        Billed()
            .When(To(1), on: "2026-01-02").Then("crm is crm × 1 from 2026-01-02, billed anew from 2026-01-02 on 2026-02-01; unused -483.87")
            .When(new RunBilling(), on: "2026-02-01").ThenEach(happened => Assert.True(happened is InvoiceFinalized { Invoice.Totals.Total.Amount: 234.16m } or ChargeRemoved or CreditNoteIssued { Note.Totals.Total.Amount: -575.81m } or CreditUsed));
}
