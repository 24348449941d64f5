using static Billing.Domain.Tests.AgreementTests;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>How arrangements are watched, paid, kept and broken. By the ladder of <see cref="World.Ladder"/>, on an invoice of 1 March that is due on 15 March;
/// reminders 3 days before, 7 days of grace unless said.</summary>
public class ArrangementTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 50, on: "2026-03-02", due: "2026-03-16");

    [Fact]
    public void What_is_covered_is_not_dunned_and_is_reminded_of_by_instalment() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2")
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-16").Then("R1 FinalNotice 5 stopped by arranged: An arrangement of 2026-03-20 covers it.")
            .When(new RunCollections(), on: "2026-04-16").ThenNothing()
            .When(new RunCollections(), on: "2026-04-17").Then("instalment 1 of 2026-04-20 is to come: 50.00", "Reminder: instalment 1 of 2 2026-04-20 50.00")
            .When(new RunCollections(), on: "2026-04-20").ThenNothing()
            .When(Pays("p1", 50, on: "2026-04-20"), on: "2026-04-20").Then("p1 of 50.00 EUR pays R1 50.00")
            .When(new RunCollections(), on: "2026-05-16").ThenNothing()
            .When(new RunCollections(), on: "2026-05-17").Then("instalment 2 of 2026-05-20 is to come: 50.00", "Reminder: instalment 2 of 2 2026-05-20 50.00")
            .When(Pays("p2", 50, on: "2026-05-20"), on: "2026-05-20").Then("p2 of 50.00 EUR pays R1 50.00", "arrangement kept with 100.00 paid")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();

    [Fact]
    public void Broken_after_the_grace_it_goes_on_where_it_stood_by_the_days_that_were_not_paused() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-17").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-21").Then("instalment 1 of 2026-04-20 missed: 50.00 until 2026-04-27", "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-04-27")
            .When(new RunCollections(), on: "2026-04-27").ThenNothing()
            .When(new RunCollections(), on: "2026-04-28").Then("arrangement broken at instalment 1: 50.00 missing, 0.00 paid")

            // Paused for 39 days: the step of 22 March comes on 30 April, that of 29 March on 7 May.
            .When(new RunCollections(), on: "2026-04-29").ThenNothing()
            .When(new RunCollections(), on: "2026-04-30").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3")
            .When(new RunCollections(), on: "2026-05-06").ThenNothing()
            .When(new RunCollections(), on: "2026-05-07").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 4");

    [Fact]
    public void The_time_from_the_final_notice_to_collections_does_not_count_a_pause_either() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-05-01").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new PromisePayment("k", null, Dates.Day("2026-05-20"), null, 0), on: "2026-05-05").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-05-21").Then("arrangement broken at instalment 1: 100.00 missing, 0.00 paid")
            .When(new RunCollections(), on: "2026-05-30").ThenNothing()
            .When(new RunCollections(), on: "2026-05-31").Then("collections get 100.00 EUR: R1 100.00 Collections 6");

    [Fact]
    public void Pauses_of_several_arrangements_add_up() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(new PromisePayment("k1", null, Dates.Day("2026-03-25"), null, 0), on: "2026-03-19").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-26").Then("arrangement broken at instalment 1: 100.00 missing, 0.00 paid")
            .When(new PromisePayment("k2", null, Dates.Day("2026-04-01"), null, 0), on: "2026-03-28").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-02").Then("arrangement broken at instalment 1: 100.00 missing, 0.00 paid")

            // Paused for 7 and 5 days.
            .When(new RunCollections(), on: "2026-04-02").ThenNothing()
            .When(new RunCollections(), on: "2026-04-03").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");

    [Fact]
    public void Cancelled_it_goes_on_where_it_stood()
    {
        var scenario = Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { });
        scenario.When(new CancelArrangement(scenario.State.Arrangements[0].ItemId, "moved away"), on: "2026-03-30").Then("arrangement cancelled with 0.00 paid: moved away")
            .When(new RunCollections(), on: "2026-03-31").ThenNothing()
            .When(new RunCollections(), on: "2026-04-01").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");
    }

    [Fact]
    public void Money_that_names_nothing_goes_to_what_is_covered_first_and_what_is_over_shortens_the_next_instalment() =>
        Given(R1, R2)
            .When(Plan(Monthly(2), documents: ["inv_R2"]), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 30, on: "2026-04-19"), on: "2026-04-19").Then("p1 of 30.00 EUR pays R2 30.00")
            .When(new RunCollections(), on: "2026-04-21").ThenEach(_ => { })

            // The second instalment needs 20 more, and the first is met.
            .When(new RunCollections(), on: "2026-05-17").ThenEach(happened => Assert.True(happened is not InstalmentReminded told || told.ToPay == Eur(20)))
            .When(Pays("p2", 10, on: "2026-05-18", documentId: "inv_R1"), on: "2026-05-18").Then("p2 of 10.00 EUR pays R1 10.00", "the case is 90.00: R1 PaidDirectly 10.00, 90.00 left")
            .When(Pays("p3", 100, on: "2026-05-19"), on: "2026-05-19").Then("p3 of 100.00 EUR pays R2 20.00, R1 80.00", "the case is 10.00: R1 PaidDirectly 80.00, 10.00 left", "arrangement kept with 50.00 paid");

    [Fact]
    public void Money_that_names_an_arrangement_goes_to_what_that_covers_first()
    {
        var scenario = Given(R1, R2)
            .When(new PromisePayment("k1", ["inv_R1"], Dates.Day("2026-04-20"), null, null), on: "2026-03-20").ThenEach(_ => { })
            .When(Plan(Monthly(2), documents: ["inv_R2"], key: "k2"), on: "2026-03-21").ThenEach(_ => { });
        var plan = scenario.State.Arrangements.Single(known => known.Kind == ArrangementKind.InstalmentPlan).ItemId;
        scenario.When(Pays("p1", 60, on: "2026-04-01", documentId: plan), on: "2026-04-01").Then("p1 of 60.00 EUR pays R2 50.00, R1 10.00", "arrangement kept with 50.00 paid");
    }

    [Fact]
    public void Credit_goes_to_what_is_covered_first() =>
        Given(R1, R2)
            .When(Plan(Monthly(2), documents: ["inv_R2"]), on: "2026-03-20").ThenEach(_ => { })
            .When(new AdjustBalance("a", Eur(50), ReasonCode.Goodwill, "sorry"), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunBilling(), on: "2026-03-20").ThenEach(happened => Assert.True(happened is CreditUsed { Allocations: [{ DocumentId: "inv_R2" }] } or ArrangementKept));

    [Fact]
    public void An_instalment_within_its_grace_is_caught_up_and_the_next_is_watched() =>
        Given(R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-21").ThenEach(_ => { })
            .When(Pays("p1", 49.99m, on: "2026-04-25"), on: "2026-04-25").Then("p1 of 49.99 EUR pays R1 49.99")
            .When(Pays("p2", 0.01m, on: "2026-04-27"), on: "2026-04-27").Then("p2 of 0.01 EUR pays R1 0.01", "instalment 1 caught up")
            .When(new RunCollections(), on: "2026-04-28").ThenNothing()
            .When(new RunCollections(), on: "2026-05-21").Then(
                "instalment 2 of 2026-05-20 missed: 50.00 until 2026-05-27", "OverdueNotice: instalment 2 of 2 2026-05-20 50.00 until 2026-05-27");

    [Fact]
    public void Money_that_goes_back_misses_its_instalment_again_with_a_grace_of_its_own() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-21").ThenEach(_ => { })
            .When(Pays("p1", 50, on: "2026-04-22"), on: "2026-04-22").Then("p1 of 50.00 EUR pays R1 50.00", "instalment 1 caught up")
            .When(TakesBack("p1", 50, on: "2026-05-02"), on: "2026-05-02").Then("p1 less 50.00 EUR reopens R1 50.00")
            .When(new RunCollections(), on: "2026-05-02").Then(
                "instalment 1 of 2026-04-20 missed: 50.00 until 2026-05-08", "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-05-08")
            .When(new RunCollections(), on: "2026-05-09").Then("arrangement broken at instalment 1: 50.00 missing, 0.00 paid");

    [Fact]
    public void Money_that_goes_back_after_a_plan_was_kept_is_dunned_from_where_that_stood() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(new PromisePayment("k", null, Dates.Day("2026-04-10"), null, null), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 100, on: "2026-04-10"), on: "2026-04-10").Then("p1 of 100.00 EUR pays R1 100.00", "arrangement kept with 100.00 paid")
            .When(TakesBack("p1", 100, on: "2026-04-11"), on: "2026-04-11").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-12").ThenNothing()
            .When(new RunCollections(), on: "2026-04-13").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");

    [Fact]
    public void What_an_earlier_payment_paid_and_is_owed_again_must_be_paid_as_well() =>
        Given(R1)
            .When(Pays("p1", 40, on: "2026-03-10"), on: "2026-03-10").ThenEach(_ => { })
            .When(Plan(Monthly(2)), on: "2026-03-20").Then("ACME-ARR-2026-000001 over 60.00 EUR of R1 60.00: 1 2026-04-20 30.00, 2 2026-05-20 30.00; grace 7")
            .When(TakesBack("p1", 40, on: "2026-04-01"), on: "2026-04-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-17").ThenEach(happened => Assert.True(happened is not InstalmentReminded told || told.ToPay == Eur(70)));

    [Fact]
    public void A_credit_note_or_a_cancellation_counts_as_paid()
    {
        var scenario = Given(R1, R2)
            .When(Plan(Monthly(2)), on: "2026-03-20").Then("ACME-ARR-2026-000001 over 150.00 EUR of R1 100.00, R2 50.00: 1 2026-04-20 75.00, 2 2026-05-20 75.00; grace 7");
        scenario.When(Credits("inv_R1", "n1", (1, 25)), on: "2026-03-21").ThenEach(_ => { })
            .When(new VoidInvoice("inv_R2"), on: "2026-03-22").ThenEach(_ => { });
        Assert.Equal(Eur(75), scenario.State.PaidOf(scenario.State.Arrangements[0]));
        scenario.When(new RunCollections(), on: "2026-04-30").ThenEach(happened => Assert.IsNotType<InstalmentMissed>(happened))
            .When(Credits("inv_R1", key: "n2"), on: "2026-05-01").ThenEach(_ => { });
        Assert.Equal(ArrangementStatus.Kept, scenario.State.Arrangements[0].Status);
    }

    [Fact]
    public void No_discount_for_early_payment_is_taken_from_what_is_paid_by_instalments()
    {
        var offer = new DiscountOffer(2, Dates.Day("2026-03-25"), Eur(2), []);
        Given(R1 with { Discount = offer })
            .When(new PromisePayment("k", null, Dates.Day("2026-03-24"), null, null), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 98, on: "2026-03-22", documentId: "inv_R1"), on: "2026-03-22").Then("p1 of 98.00 EUR pays R1 98.00");
        Given(R1 with { Discount = offer })
            .When(Pays("p1", 98, on: "2026-03-22", documentId: "inv_R1"), on: "2026-03-22").Then("p1 of 98.00 EUR pays R1 98.00", "R1 less discount 2.00");
    }

    [Fact]
    public void A_promise_for_a_part_is_kept_with_it_and_the_rest_is_dunned_on() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(new PromisePayment("k", null, Dates.Day("2026-03-30"), Eur(60), 0), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 60, on: "2026-03-30"), on: "2026-03-30").Then("p1 of 60.00 EUR pays R1 60.00", "arrangement kept with 60.00 paid")
            .When(new RunCollections(), on: "2026-03-31").ThenNothing()
            .When(new RunCollections(), on: "2026-04-01").Then("OverdueNotice of 40.00 EUR: R1 40.00 OverdueNotice 3");

    [Fact]
    public void One_notice_lists_the_steps_of_other_invoices_and_the_instalments() =>
        Given(R1, Invoiced("R3", 40, on: "2026-04-01", due: "2026-04-20"))
            .When(Plan(Monthly(2), documents: ["inv_R1"]), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-17").Then(
                "R1 overdue", "R1 FinalNotice 5 stopped by arranged: An arrangement of 2026-03-20 covers it.", "instalment 1 of 2026-04-20 is to come: 50.00", "Reminder of 40.00 EUR: R3 40.00 Reminder 0; instalment 1 of 2 2026-04-20 50.00")
            .When(new RunCollections(), on: "2026-04-21").Then(
                "R3 overdue", "instalment 1 of 2026-04-20 missed: 50.00 until 2026-04-27", "Reminder of 40.00 EUR: R3 40.00 Reminder 1; instalment 1 of 2 2026-04-20 50.00 until 2026-04-27");

    [Fact]
    public void What_is_reached_after_the_notice_of_the_day_waits_for_tomorrow()
    {
        var scenario = Given(R1, R2)
            .When(Plan(Monthly(2), documents: ["inv_R1"]), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 50, on: "2026-03-21", documentId: "inv_R1"), on: "2026-03-21").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-23").ThenEach(_ => { })
            .When(TakesBack("p1", 50, on: "2026-04-23"), on: "2026-04-23").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-04-24"), AccountAgenda.CollectOn(scenario.State, World.Standard.Policy, Dates.Day("2026-04-23")));
        scenario.When(new RunCollections(), on: "2026-04-23").ThenNothing()
            .When(new RunCollections(), on: "2026-04-24").Then(
                "instalment 1 of 2026-04-20 missed: 50.00 until 2026-04-30", "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-04-30");
    }

    [Fact]
    public void While_the_account_is_on_hold_nothing_is_told_or_broken() =>
        Given(R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new HoldDunning("asked for time", Dates.Day("2026-05-01")), on: "2026-04-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-30").Then("R1 overdue", "R1 FinalNotice 5 stopped by on-hold: The account is on hold until 2026-05-01: asked for time")
            .When(new RunCollections(), on: "2026-05-01").Then(
                "instalment 1 of 2026-04-20 missed: 50.00 until 2026-05-07", "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-05-07");

    [Fact]
    public void Without_reminders_in_the_policy_only_what_is_missed_is_told() =>
        In(World.Standard.WithPolicy(policy => policy with { Arrangements = new ArrangementPolicy(null, 2) }), R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").Then("ACME-ARR-2026-000001 over 100.00 EUR of R1 100.00: 1 2026-04-20 50.00, 2 2026-05-20 50.00; grace 2")
            .When(new RunCollections(), on: "2026-04-20").Then("R1 overdue", "R1 FinalNotice 5 stopped by arranged: An arrangement of 2026-03-20 covers it.")
            .When(new RunCollections(), on: "2026-04-21").Then("instalment 1 of 2026-04-20 missed: 50.00 until 2026-04-22", "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-04-22");

    [Fact]
    public void Who_agreed_today_is_not_reminded_of_the_next_days() =>
        Given(R1)
            .When(Plan(Monthly(2, first: "2026-03-22"), new Deposit(Eur(10), null)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-20").Then("R1 overdue", "R1 OverdueNotice 2 stopped by arranged: An arrangement of 2026-03-20 covers it.")
            .When(Pays("p1", 10, on: "2026-03-20"), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-22").Then("R1 OverdueNotice 3 stopped by arranged: An arrangement of 2026-03-20 covers it.")
            .When(new RunCollections(), on: "2026-03-23").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-19").ThenEach(happened => Assert.True(happened is ArrangementBroken or NoticeIssued));

    [Fact]
    public void After_downtime_an_instalment_gets_its_grace_from_the_day_it_is_told_of() =>
        Given(R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-06-10").Then(
                "R1 overdue", "R1 FinalNotice 5 stopped by arranged: An arrangement of 2026-03-20 covers it.", "instalment 1 of 2026-04-20 missed: 50.00 until 2026-06-16", "instalment 2 of 2026-05-20 is to come: 100.00",
                "OverdueNotice: instalment 1 of 2 2026-04-20 50.00 until 2026-06-16; instalment 2 of 2 2026-05-20 100.00");

    [Fact]
    public void A_number_that_was_lost_is_voided_and_the_plan_gets_another()
    {
        var scenario = Given(R1);
        var lost = DocumentIds.OfArrangement(World.Standard.AccountId, "k1");
        scenario.When(new VoidNumber(lost, "ACME-ARR-2026-000001"), on: "2026-03-20").Then("number ACME-ARR-2026-000001 void");
        scenario.Numbers.Reserve([new DocumentToNumber(lost, new NumberSeries("ACME", DocumentKind.Arrangement, 2026), Dates.Day("2026-03-20"))]);
        scenario.When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(happened => Assert.Equal("ACME-ARR-2026-000002", ((ArrangementAgreed)happened).Arrangement.Number));
    }
}
