using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>What steps do beside their notices.</summary>
public class StepConsequencesTests
{
    private static readonly World Stern = World.Standard.WithDunning(policy => policy with
    {
        Steps =
        [
            new(3, DunningAction.OverdueNotice) { AssignTo = "ann" }, new(7, DunningAction.OverdueNotice) { SuspendsSubscriptions = true }, new(14, DunningAction.OverdueNotice),
            new(30, DunningAction.FinalNotice) { SuspendsSubscriptions = true, AssignTo = "bob" }, new(45, DunningAction.Collections) { AssignTo = "cid" },
        ],
    });

    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");

    private static readonly string Notice3 = "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 1";

    [Fact]
    public void A_step_that_suspends_pauses_from_what_is_billed_and_payment_resumes_it()
    {
        var scenario = Suspended();
        Assert.Equal(["inv_R1"], scenario.State.Suspension!.DocumentIds);
        Assert.Equal(new Pause(Dates.Day("2026-04-01"), null), Assert.Single(scenario.State.Subscriptions[0].Pauses));
        scenario.When(new RunBilling(), on: "2026-05-01").ThenNothing()
            .When(Pays("p1", 100, on: "2026-05-03", documentId: "inv_R1"), on: "2026-05-03").Then("p1 of 100.00 EUR pays R1 100.00", "crm resumed 2026-05-03", "reinstated crm", "ann has nothing to care for");
        Assert.Null(scenario.State.Suspension);
        Assert.Equal(Dates.Day("2026-05-03"), scenario.State.Subscriptions[0].NextPeriod()!.Period.Start);
    }

    [Fact]
    public void Who_pays_before_the_pause_begins_has_had_none()
    {
        var scenario = Suspended().When(Pays("p1", 100, on: "2026-03-25", documentId: "inv_R1"), on: "2026-03-25").ThenEach(_ => { });
        Assert.Empty(scenario.State.Subscriptions[0].Pauses);
    }

    [Fact]
    public void A_part_that_is_paid_resumes_nothing_and_neither_does_a_write_off() =>
        Suspended()
            .When(Pays("p1", 40, on: "2026-03-25", documentId: "inv_R1"), on: "2026-03-25").Then("p1 of 40.00 EUR pays R1 40.00")
            .When(new WriteOffInvoice("w", "inv_R1", null, ReasonCode.Uncollectible), on: "2026-03-26").Then("R1 written off 60.00 EUR")
            .When(Pays("p2", 60, on: "2026-03-27", documentId: "inv_R1"), on: "2026-03-27").Then("p2 of 60.00 EUR pays R1 60.00 written off", "crm resumed 2026-03-27", "reinstated crm", "ann has nothing to care for");

    [Fact]
    public void All_that_was_overdue_with_it_must_be_paid()
    {
        var scenario = In(Stern, Subscribed("crm", "2026-01-01"), R1, Invoiced("R2", 40, on: "2026-03-02", due: "2026-03-18"), Invoiced("R3", 7, on: "2026-03-20", due: "2026-05-15"))
            .When(new RunCollections(), on: "2026-03-22").ThenEach(_ => { });
        Assert.Equal(["inv_R1", "inv_R2"], scenario.State.Suspension!.DocumentIds);
        scenario.When(Pays("p1", 100, on: "2026-03-23", documentId: "inv_R1"), on: "2026-03-23").ThenEach(happened => Assert.IsNotType<SubscriptionsReinstated>(happened))
            .When(Pays("p2", 40, on: "2026-03-24", documentId: "inv_R2"), on: "2026-03-24").Then("p2 of 40.00 EUR pays R2 40.00", "crm resumed 2026-03-24", "reinstated crm", "ann has nothing to care for");
    }

    [Fact]
    public void What_an_operator_resumed_stays_resumed_until_a_later_step_and_what_it_paused_stays_paused()
    {
        var scenario = Suspended()
            .When(new ResumeSubscription("crm", null), on: "2026-04-02").Then("crm resumed 2026-04-02")
            .When(new RunCollections(), on: "2026-04-03").ThenEach(happened => Assert.IsType<NoticeIssued>(happened))
            .When(new PauseSubscription("crm", Dates.Day("2026-05-01"), null, UnusedTime.Forfeit), on: "2026-04-04").ThenEach(_ => { });
        scenario.When(Pays("p1", 100, on: "2026-04-05", documentId: "inv_R1"), on: "2026-04-05").Then("p1 of 100.00 EUR pays R1 100.00", "reinstated ", "ann has nothing to care for");
    }

    [Fact]
    public void An_arrangement_lifts_it_and_where_it_is_broken_the_customer_is_suspended_again() =>
        Suspended()
            .When(Plan(), on: "2026-03-24").Then(
                "ACME-ARR-2026-000001 over 100.00 EUR of R1 100.00: 1 2026-04-20 50.00, 2 2026-05-20 50.00; grace 7", "crm resumed 2026-03-24", "reinstated crm")
            .When(new RunCollections(), on: "2026-04-21").ThenEach(happened => Assert.True(happened is DunningStopped or InstalmentMissed or NoticeIssued))
            .When(new RunCollections(), on: "2026-04-28").Then("arrangement broken at instalment 1: 50.00 missing, 0.00 paid", "crm paused 2026-04-28..", "suspended crm from 2026-04-28 until R1 paid")
            .When(new RunCollections(), on: "2026-04-29").ThenNothing()
            .When(Pays("p1", 100, on: "2026-05-03", documentId: "inv_R1"), on: "2026-05-03").Then("p1 of 100.00 EUR pays R1 100.00", "crm resumed 2026-05-03", "reinstated crm", "ann has nothing to care for");

    [Fact]
    public void An_arrangement_that_is_kept_leaves_nothing_to_suspend_for() =>
        Suspended()
            .When(Plan(), on: "2026-03-24").ThenEach(_ => { })
            .When(Pays("p1", 100, on: "2026-04-20"), on: "2026-04-20").Then("p1 of 100.00 EUR pays R1 100.00", "arrangement kept with 100.00 paid", "ann has nothing to care for")
            .When(new RunCollections(), on: "2026-04-21").ThenNothing();

    [Fact]
    public void A_plan_with_a_deposit_lifts_it_once_that_is_paid() =>
        Suspended()
            .When(Plan(deposit: 30), on: "2026-03-24").ThenEach(happened => Assert.IsType<ArrangementAgreed>(happened))
            .When(Pays("p1", 30, on: "2026-03-25"), on: "2026-03-25").Then("p1 of 30.00 EUR pays R1 30.00", "crm resumed 2026-03-25", "reinstated crm");

    [Theory]
    [InlineData(SuspensionLift.EveryArrangement, true)]
    [InlineData(SuspensionLift.InstalmentPlans, false)]
    [InlineData(SuspensionLift.Nothing, false)]
    public void The_policy_says_which_arrangements_lift_it(SuspensionLift lifts, bool promiseDoes)
    {
        var lenient = Stern.WithPolicy(policy => policy with { Arrangements = policy.Arrangements with { LiftsSuspension = lifts } });
        var promised = Suspended().AndGiven(_ => lenient).When(new PromisePayment("k", null, Dates.Day("2026-04-10"), null, null), on: "2026-03-24").Done();
        Assert.Equal(promiseDoes, promised.State.Suspension is null);
        var planned = Suspended().AndGiven(_ => lenient).When(Plan(), on: "2026-03-24").Done();
        Assert.Equal(lifts != SuspensionLift.Nothing, planned.State.Suspension is null);
    }

    [Fact]
    public void An_arrangement_of_some_of_what_must_be_paid_lifts_nothing()
    {
        var scenario = In(Stern, Subscribed("crm", "2026-01-01"), R1, Invoiced("R2", 40, on: "2026-03-02", due: "2026-03-18"))
            .When(new RunCollections(), on: "2026-03-22").ThenEach(_ => { })
            .When(new PromisePayment("k", ["inv_R1"], Dates.Day("2026-04-10"), null, null), on: "2026-03-24").ThenEach(happened => Assert.IsType<ArrangementAgreed>(happened));
        scenario.When(Pays("p2", 40, on: "2026-03-25", documentId: "inv_R2"), on: "2026-03-25").Then("p2 of 40.00 EUR pays R2 40.00", "crm resumed 2026-03-25", "reinstated crm");
    }

    [Fact]
    public void Called_off_the_customer_is_suspended_again_on_the_first_day_that_is_not_quiet() =>
        Suspended()
            .AndGiven(world => world.WithDunning(policy => policy with { QuietDays = new QuietDays(true, ["DE"], []) }))
            .When(Plan(), on: "2026-03-24").ThenEach(_ => { })
            .When(new CancelArrangement("arr_k", "asked"), on: "2026-03-27").Refused("unknown-arrangement")
            .When(id => new CancelArrangement(id("ACME-ARR-2026-000001"), "asked"), on: "2026-03-27").Then("arrangement cancelled with 0.00 paid: asked")
            .When(new RunCollections(), on: "2026-03-28").ThenNothing()
            .When(new RunCollections(), on: "2026-03-30").Then("crm paused 2026-04-01..", "suspended crm from 2026-04-01 until R1 paid");

    [Fact]
    public void Money_that_goes_back_suspends_again_and_what_is_contested_waits() =>
        Suspended()
            .When(Pays("p1", 100, on: "2026-04-03", documentId: "inv_R1"), on: "2026-04-03").ThenEach(_ => { })
            .When(TakesBack("p1", 60, on: "2026-05-04") with { DisputedBecause = "not ordered" }, on: "2026-05-04").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-05-05").Then("R1 OverdueNotice 2 stopped by disputed: The customer contests it: not ordered")
            .When(new CloseDispute("inv_R1"), on: "2026-05-06").Then("R1 no longer disputed")
            .When(new RunCollections(), on: "2026-05-06").Then("OverdueNotice of 60.00 EUR: R1 60.00 OverdueNotice 2", "crm paused 2026-05-06..", "suspended crm from 2026-05-06 until R1 paid")
            .When(new RunCollections(), on: "2026-05-07").ThenNothing();

    [Fact]
    public void Steps_that_were_missed_do_what_they_do_with_the_one_that_is_taken() =>
        In(Stern, Subscribed("crm", "2026-01-01"), R1)
            .When(new RunCollections(), on: "2026-03-29").Then(
                "R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2", "crm paused 2026-03-29..", "suspended crm from 2026-03-29 until R1 paid", "assigned to ann: R1");

    [Fact]
    public void Without_subscriptions_there_is_nothing_to_suspend() =>
        In(Stern, R1).When(new RunCollections(), on: "2026-03-22").Then("R1 overdue", Notice3, "assigned to ann: R1");

    [Fact]
    public void A_later_step_assigns_it_to_somebody_else_and_the_hand_off_too() =>
        In(Stern, R1)
            .When(new RunCollections(), on: "2026-03-18").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 0", "assigned to ann: R1")
            .When(new RunCollections(), on: "2026-04-14").Then("FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 3", "assigned to bob: ")
            .When(new RunCollections(), on: "2026-04-29").Then("collections get 100.00 EUR: R1 100.00 Collections 4", "assigned to cid: ")
            .When(new RunCollections(), on: "2026-04-30").ThenNothing();

    private static AgreeInstalments Plan(decimal? deposit = null) =>
        new("k", null, deposit is { } amount ? new Deposit(Eur(amount), null) : null, new InstalmentSchedule.Equal(2, Dates.Day("2026-04-20"), new BillingInterval(1, IntervalUnit.Month)), null);

    // Billed in March, in advance; overdue since the 15th, suspended on the 22nd.
    private static Scenario Suspended() => In(Stern, Subscribed("crm", "2026-03-01"), R1)
        .When(new RunBilling(), on: "2026-03-01").ThenEach(_ => { })
        .When(id => Pays("p0", 119, on: "2026-03-02", documentId: id("ACME-INV-2026-000001")), on: "2026-03-02").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-03-22").Then(Notice3, "crm paused 2026-04-01..", "suspended crm from 2026-04-01 until R1 paid");
}
