using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>By the ladder of <see cref="World.Ladder"/>, on an invoice of 1 March that is due on 15 March.</summary>
public class DunningTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");

    [Fact]
    public void Each_step_comes_on_its_day_and_collections_after_the_final_notice() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-11").ThenNothing()
            .When(new RunCollections(), on: "2026-03-12").Then("Reminder of 100.00 EUR: R1 100.00 Reminder 0")
            .When(new RunCollections(), on: "2026-03-14").ThenNothing()
            .When(new RunCollections(), on: "2026-03-15").Then("Reminder of 100.00 EUR: R1 100.00 Reminder 1")
            .When(new RunCollections(), on: "2026-03-16").Then("R1 overdue")
            .When(new RunCollections(), on: "2026-03-18").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2")
            .When(new RunCollections(), on: "2026-03-22").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3")
            .When(new RunCollections(), on: "2026-03-29").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 4")
            .When(new RunCollections(), on: "2026-04-13").ThenNothing()
            .When(new RunCollections(), on: "2026-04-14").Then("FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new RunCollections(), on: "2026-04-28").ThenNothing()
            .When(new RunCollections(), on: "2026-04-29").Then("collections get 100.00 EUR: R1 100.00 Collections 6")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();

    [Fact]
    public void More_invoices_than_one_transaction_holds_are_flagged_in_several_rounds_and_noticed_on_following_days()
    {
        var account = new PaperAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1)], Dates.Day("2026-01-01"));
        for (var n = 1; n <= 200; n++)
            account.Record([Invoiced($"R{n}", 100, on: "2026-03-01", due: "2026-03-15")], Dates.Day("2026-03-01"));

        for (var day = Dates.Day("2026-04-01"); day < Dates.Day("2026-04-04"); day = day.AddDays(1))
        {
            while (Assert.IsType<Decision.Accepted>(account.Do(new RunCollections(), day)).Events is { Count: > 0 } events)
            {
                var touched = events.OfType<InvoiceBecameOverdue>().Select(flagged => flagged.DocumentId)
                    .Concat(events.OfType<NoticeIssued>().SelectMany(notice => notice.Items).Select(item => item.DocumentId)).Distinct();
                Assert.InRange(touched.Count(), 1, 96);
            }

            Assert.All(account.Account!.Invoices, item => Assert.NotNull(item.OverdueSince));
        }

        Assert.All(account.Account!.Invoices, item => Assert.Equal(4, item.DunningStep));
    }

    [Fact]
    public void After_a_gap_only_the_highest_notice_goes_out_and_collections_still_wait_for_it() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-08-01").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new RunCollections(), on: "2026-08-14").ThenNothing()
            .When(new RunCollections(), on: "2026-08-15").Then("collections get 100.00 EUR: R1 100.00 Collections 6");

    [Fact]
    public void A_hand_off_never_falls_on_the_day_of_the_final_notice() =>
        In(World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { DaysAfterFinalNotice = 0 } }), R1)
            .When(new RunCollections(), on: "2026-08-01").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new RunCollections(), on: "2026-08-02").Then("collections get 100.00 EUR: R1 100.00 Collections 6");

    [Fact]
    public void Without_a_final_notice_on_the_ladder_nothing_goes_to_collections() =>
        In(World.Standard.WithDunning(policy => policy with { Steps = [new(3, DunningAction.OverdueNotice), new(10, DunningAction.Collections)] }), R1)
            .When(new RunCollections(), on: "2026-03-30").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 0")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();

    [Fact]
    public void Several_invoices_come_in_one_notice_at_the_highest_level() =>
        Given(R1, Invoiced("R2", 40, on: "2026-03-11", due: "2026-03-25"), Invoiced("R3", 7, on: "2026-04-01", due: "2026-05-15"))
            .When(new RunCollections(), on: "2026-03-29").Then(
                "R1 overdue", "R2 overdue", "OverdueNotice of 140.00 EUR: R1 100.00 OverdueNotice 4; R2 40.00 OverdueNotice 2")
            .When(new RunCollections(), on: "2026-04-14").Then("FinalNotice of 140.00 EUR: R1 100.00 FinalNotice 5; R2 40.00 OverdueNotice 4");

    [Fact]
    public void A_reminder_for_one_does_not_soften_the_level_of_another() =>
        Given(R1, Invoiced("R2", 40, on: "2026-04-01", due: "2026-04-20"))
            .When(new RunCollections(), on: "2026-04-14").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new RunCollections(), on: "2026-04-17").Then("FinalNotice of 140.00 EUR: R1 100.00 FinalNotice 5; R2 40.00 Reminder 0");

    [Fact]
    public void What_goes_to_collections_is_not_on_a_notice_of_the_same_day() =>
        Given(R1, Invoiced("R2", 40, on: "2026-04-10", due: "2026-04-29"))
            .When(new RunCollections(), on: "2026-04-14").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .When(new RunCollections(), on: "2026-04-29").Then(
                "Reminder of 40.00 EUR: R2 40.00 Reminder 1", "collections get 100.00 EUR: R1 100.00 Collections 6");

    [Fact]
    public void There_is_one_notice_a_day_and_what_becomes_due_later_on_it_waits_for_tomorrow()
    {
        var scenario = Given(R1, Invoiced("R2", 40, on: "2026-03-01", due: "2026-03-15"), new DisputeOpened("inv_R2", "wrong"))
            .When(new RunCollections(), on: "2026-03-12").Then("R2 Reminder 0 stopped by disputed: The customer contests it: wrong", "Reminder of 100.00 EUR: R1 100.00 Reminder 0")
            .When(new CloseDispute("inv_R2"), on: "2026-03-12").Then("R2 no longer disputed");
        Assert.Equal(Dates.Day("2026-03-13"), AccountAgenda.CollectOn(scenario.State, World.Standard.Policy, Dates.Day("2026-03-12")));
        scenario.When(new RunCollections(), on: "2026-03-12").ThenNothing()
            .When(new RunCollections(), on: "2026-03-13").Then("Reminder of 140.00 EUR: R1 100.00 Reminder 0; R2 40.00 Reminder 0");
    }

    [Fact]
    public void What_is_handed_off_later_is_added_to_the_case_that_is_open()
    {
        var scenario = Given(R1, Invoiced("R2", 40, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-08-01").Then("R1 overdue", "R2 overdue", "FinalNotice of 140.00 EUR: R1 100.00 FinalNotice 5; R2 40.00 FinalNotice 5")
            .When(new OpenDispute("inv_R2", "wrong"), on: "2026-08-02").Then("R2 disputed: wrong");
        var cases = new List<string>();
        scenario.When(new RunCollections(), on: "2026-08-15").ThenEach(happened => cases.AddRange(happened is AccountSentToCollections handedOff ? [handedOff.CaseId] : []))
            .When(new CloseDispute("inv_R2"), on: "2026-08-15").Then("R2 no longer disputed")
            .When(new RunCollections(), on: "2026-08-15").ThenEach(happened => cases.Add(((AccountSentToCollections)happened).CaseId));
        Assert.Equal(2, cases.Count);
        Assert.Equal(140, Assert.Single(scenario.State.Cases, known => known.ItemId == Assert.Single(cases.Distinct())).HandedOff().Amount);
    }

    [Theory]
    [InlineData("2026-03-29", 14, null)]
    [InlineData("2026-04-14", 14, "2026-04-28")]
    [InlineData("2026-08-01", 14, "2026-08-14")]
    [InlineData("2026-08-01", 0, "2026-08-01")]
    public void A_final_notice_asks_for_the_money_by_the_day_before_collections_get_it(string on, int days, string? payBy)
    {
        var scenario = In(World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { DaysAfterFinalNotice = days } }), R1);
        Assert.Equal(payBy is null ? null : Dates.Day(payBy), Notice(scenario, on).PayBy);
        if (payBy is not null)
            scenario.When(new RunCollections(), on: payBy).ThenNothing()
                .When(new RunCollections(), on: $"{Dates.Day(payBy).AddDays(1):O}").Then("collections get 100.00 EUR: R1 100.00 Collections 6");
    }

    [Fact]
    public void A_later_notice_asks_for_what_had_its_final_notice_by_the_day_that_it_had()
    {
        var scenario = Given(R1, Invoiced("R2", 40, on: "2026-04-01", due: "2026-04-20"));
        Assert.Equal(Dates.Day("2026-04-28"), Notice(scenario, "2026-04-14").PayBy);
        Assert.Equal(Dates.Day("2026-04-28"), Notice(scenario, "2026-04-17").PayBy);
    }

    [Fact]
    public void Where_nothing_goes_to_collections_a_final_notice_names_no_day() =>
        Assert.Null(Notice(In(World.Standard.WithDunning(policy => policy with { Steps = [new(30, DunningAction.FinalNotice)] }), R1), "2026-04-14").PayBy);

    [Fact]
    public void A_hold_stops_notices_until_its_day_and_flags_go_on() =>
        Given(R1, new DunningHeld("asked for time", Dates.Day("2026-04-01")))
            .When(new RunCollections(), on: "2026-03-12").Then("R1 Reminder 0 stopped by on-hold: The account is on hold until 2026-04-01: asked for time")
            .When(new RunCollections(), on: "2026-03-31").Then("R1 overdue", "R1 OverdueNotice 4 stopped by on-hold: The account is on hold until 2026-04-01: asked for time")
            .When(new RunCollections(), on: "2026-04-01").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 4");

    [Fact]
    public void A_hold_without_a_day_lasts_until_it_is_released() =>
        Given(R1, new DunningHeld("court", null))
            .When(new RunCollections(), on: "2026-12-31").Then("R1 overdue", "R1 FinalNotice 5 stopped by on-hold: The account is on hold: court")
            .When(new HoldDunning("court", null), on: "2026-12-31").ThenNothing()
            .When(new ReleaseDunning(), on: "2026-12-31").Then("released")
            .When(new ReleaseDunning(), on: "2026-12-31").ThenNothing()
            .When(new RunCollections(), on: "2026-12-31").Then("FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5");

    [Fact]
    public void A_hold_that_would_be_over_is_refused_and_changes_none_that_lasts() =>
        Given(R1)
            .When(new HoldDunning("court", null), on: "2026-03-16").Then("held: court")
            .When(new HoldDunning("talks", Dates.Day("2026-03-17")), on: "2026-03-17").Refused("date-in-past")
            .When(new RunCollections(), on: "2026-03-18").ThenEach(happened => Assert.IsNotType<NoticeIssued>(happened));

    [Fact]
    public void What_is_contested_is_not_dunned() =>
        Given(R1, Invoiced("R2", 40, on: "2026-03-01", due: "2026-03-15"))
            .When(id => new OpenDispute(id("R1"), "wrong price"), on: "2026-03-02").Then("R1 disputed: wrong price")
            .When(id => new OpenDispute(id("R1"), "wrong price"), on: "2026-03-02").ThenNothing()
            .When(new OpenDispute("inv_R9", "what"), on: "2026-03-02").Refused("not-open")
            .When(new CloseDispute("inv_R9"), on: "2026-03-02").Refused("unknown-invoice")
            .When(new RunCollections(), on: "2026-03-18").Then(
                "R1 overdue", "R2 overdue", "R1 OverdueNotice 2 stopped by disputed: The customer contests it: wrong price", "OverdueNotice of 40.00 EUR: R2 40.00 OverdueNotice 2");

    [Fact]
    public void What_is_below_the_minimum_is_flagged_but_not_dunned() =>
        Given(Invoiced("R1", 4.99m, on: "2026-03-01", due: "2026-03-15"), Invoiced("R2", 5, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-03-18").Then(
                "R1 overdue", "R2 overdue", "R1 OverdueNotice 2 stopped by below-minimum: 4.99 EUR is below 5, the least that is dunned.", "OverdueNotice of 5.00 EUR: R2 5.00 OverdueNotice 2");

    [Fact]
    public void A_bill_due_on_receipt_is_not_reminded_of_before_it_exists() =>
        Given(Invoiced("R1", 100, on: "2026-03-15", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-03-15").ThenNothing()
            .When(new RunCollections(), on: "2026-03-18").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2");

    [Fact]
    public void What_is_paid_is_not_dunned_and_what_is_reopened_goes_on_where_it_was() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-18").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2")
            .When(Pays("p1", 100, on: "2026-03-19"), on: "2026-03-19").Then("p1 of 100.00 EUR pays R1 100.00")
            .When(new RunCollections(), on: "2026-03-22").ThenNothing()
            .When(TakesBack("p1", 100, on: "2026-03-25"), on: "2026-03-25").Then("p1 less 100.00 EUR reopens R1 100.00")
            .When(new RunCollections(), on: "2026-03-27").ThenNothing()
            .When(new RunCollections(), on: "2026-03-28").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");

    [Fact]
    public void Days_on_which_nothing_was_owed_do_not_count() =>
        Given(R1)
            .When(Pays("p1", 100, on: "2026-03-10"), on: "2026-03-10").ThenEach(_ => { })
            .When(TakesBack("p1", 100, on: "2026-05-05"), on: "2026-05-06").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-05-06").Then("R1 overdue")
            .When(new RunCollections(), on: "2026-05-07").Then("Reminder of 100.00 EUR: R1 100.00 Reminder 0")
            .When(new RunCollections(), on: "2026-05-13").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2");

    [Fact]
    public void The_time_from_the_final_notice_to_collections_does_not_count_them_either() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(Pays("p1", 100, on: "2026-04-12"), on: "2026-04-16").ThenEach(_ => { })
            .When(TakesBack("p1", 100, on: "2026-06-01"), on: "2026-06-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-06-17").ThenNothing()
            .When(new RunCollections(), on: "2026-06-18").Then("collections get 100.00 EUR: R1 100.00 Collections 6");

    [Fact]
    public void A_shorter_ladder_does_not_trip_over_steps_taken_by_the_longer_one() =>
        Given(R1, Invoiced("R2", 40, on: "2026-04-01", due: "2026-04-20"))
            .When(new RunCollections(), on: "2026-04-14").Then("R1 overdue", "FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5")
            .AndGiven(world => world.WithDunning(policy => policy with { Steps = [new(3, DunningAction.Reminder), new(9, DunningAction.OverdueNotice)] }))
            .When(new RunCollections(), on: "2026-04-23").Then("R2 overdue", "OverdueNotice of 140.00 EUR: R1 100.00 OverdueNotice 1; R2 40.00 Reminder 0")
            .AndGiven(world => world.WithDunning(policy => policy with { Steps = [] }))
            .When(new RunCollections(), on: "2026-05-23").ThenNothing();

    [Fact]
    public void Steps_that_a_policy_gets_in_mid_ladder_repeat_nothing() =>
        In(World.Standard.WithDunning(policy => policy with { Steps = [new(3, DunningAction.OverdueNotice), new(14, DunningAction.OverdueNotice), new(30, DunningAction.FinalNotice)] }), R1)
            .When(new RunCollections(), on: "2026-03-29").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 1")
            .AndGiven(world => world.WithDunning(policy => policy with { Steps = DunningPolicy.StandardSteps }))
            .When(new RunCollections(), on: "2026-03-30").ThenNothing()
            .When(new RunCollections(), on: "2026-04-14").Then("FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 5");

    [Fact]
    public void Steps_that_a_policy_loses_in_mid_ladder_leave_out_no_final_notice() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-03-29").Then("R1 overdue", "OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 4")
            .AndGiven(world => world.WithDunning(policy => policy with { Steps = [new(7, DunningAction.OverdueNotice), new(12, DunningAction.FinalNotice), new(20, DunningAction.Collections)] }))
            .When(new RunCollections(), on: "2026-03-30").Then("FinalNotice of 100.00 EUR: R1 100.00 FinalNotice 1")
            .When(new RunCollections(), on: "2026-04-12").ThenNothing()
            .When(new RunCollections(), on: "2026-04-13").Then("collections get 100.00 EUR: R1 100.00 Collections 2");

    [Fact]
    public void A_stop_that_was_noted_is_noted_again_for_a_sterner_step_of_another_policy_alone() =>
        Given(R1)
            .When(new OpenDispute("inv_R1", "wrong"), on: "2026-03-17").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-29").Then("R1 overdue", "R1 OverdueNotice 4 stopped by disputed: The customer contests it: wrong")
            .AndGiven(world => world.WithDunning(policy => policy with { Steps = [new(14, DunningAction.OverdueNotice), new(30, DunningAction.FinalNotice)] }))
            .When(new RunCollections(), on: "2026-03-30").ThenNothing()
            .When(new RunCollections(), on: "2026-04-14").Then("R1 FinalNotice 1 stopped by disputed: The customer contests it: wrong");

    private static NoticeIssued Notice(Scenario scenario, string on)
    {
        var notices = new List<NoticeIssued>();
        scenario.When(new RunCollections(), on).ThenEach(happened => notices.AddRange(happened is NoticeIssued notice ? [notice] : []));
        return Assert.Single(notices);
    }
}
