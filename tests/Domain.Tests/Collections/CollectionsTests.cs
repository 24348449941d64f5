using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>What becomes of a case. By the ladder of <see cref="World.Ladder"/>, on invoices of 1 March that are due on 15 March: the final notice goes out on
/// 14 April, and they are handed off on 29 April.</summary>
public class CollectionsTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 40, on: "2026-03-01", due: "2026-03-15");
    private static readonly DateOnly HandOffDay = Dates.Day("2026-04-29");

    [Fact]
    public void A_case_names_the_only_agency_where_the_policy_names_none() =>
        Assert.Equal(("nord", CaseStatus.Sent), HandedOff(World.Standard with { Agencies = ["nord"] }).State.Cases.Select(known => (known.AgencyId, known.Status)).Single());

    [Fact]
    public void A_case_names_the_agency_of_the_policy_before_others() =>
        Assert.Equal("sued", HandedOff((World.Standard with { Agencies = ["nord", "sued"] }).WithDunning(policy => policy with { Collections = policy.Collections with { AgencyId = "sued" } })).State.Cases[0].AgencyId);

    [Fact]
    public void An_account_below_the_least_amount_stays_with_the_seller_until_it_owes_enough()
    {
        var world = World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { MinimumAmount = 120 } });
        var scenario = In(world, R1).When(new RunCollections(), on: "2026-08-01").ThenEach(_ => { }).When(new RunCollections(), on: "2026-08-15").ThenNothing();
        Assert.Null(AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-08-15")));
        Assert.Equal("below-collections-minimum", HandOffEligibility.WhyNot(scenario.State, scenario.Invoice("R1"), world.Dunning, Dates.Day("2026-08-15"))!.Name);

        scenario = In(world, R1, R2).When(new RunCollections(), on: "2026-08-01").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-08-15"), AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-08-02")));
        scenario.When(new RunCollections(), on: "2026-08-15").Then("collections get 140.00 EUR: R1 100.00 Collections 6; R2 40.00 Collections 6");
    }

    [Fact]
    public void Each_reason_against_a_hand_off_can_be_said()
    {
        var world = World.Standard;
        string? WhyNot(Scenario scenario, string on) => HandOffEligibility.WhyNot(scenario.State, scenario.Invoice("R1"), world.Dunning, Dates.Day(on))?.Name;

        Assert.Equal("no-final-notice", WhyNot(Given(R1), "2026-04-13"));
        var noticed = Given(R1).When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { });
        Assert.Equal("too-early", WhyNot(noticed, "2026-04-28"));
        Assert.Null(WhyNot(noticed, "2026-04-29"));
        Assert.Equal("disputed", WhyNot(noticed.When(new OpenDispute("inv_R1", "wrong"), on: "2026-04-20").Then("R1 disputed: wrong"), "2026-04-29"));
        Assert.Equal("on-hold", WhyNot(noticed.When(new HoldDunning("court", null), on: "2026-04-20").Then("held: court"), "2026-04-29"));
        var back = HandedOff(world);
        Assert.Equal("in-collections", WhyNot(back, "2026-04-30"));
        back.When(Recall(back, "pays by instalments"), on: "2026-05-02").ThenEach(_ => { });
        Assert.Equal("returned-from-collections", WhyNot(back, "2026-08-30"));
        Assert.Equal("no-collections-step", HandOffEligibility.WhyNot(Given(R1).State, Given(R1).Invoice("R1"), world.Dunning with { Steps = [new(3, DunningAction.Reminder)] }, HandOffDay)!.Name);
    }

    [Fact]
    public void What_the_customer_pays_directly_is_told_and_with_the_last_of_it_the_case_is_recalled()
    {
        var scenario = HandedOff(World.Standard)
            .When(Pays("p1", 30, on: "2026-05-01", "inv_R1"), on: "2026-05-01").Then("p1 of 30.00 EUR pays R1 30.00", "the case is 110.00: R1 PaidDirectly 30.00, 70.00 left")
            .When(Pays("p2", 70, on: "2026-05-02", "inv_R1"), on: "2026-05-02").Then("p2 of 70.00 EUR pays R1 70.00", "the case is 40.00: R1 PaidDirectly 70.00, 0.00 left");
        Assert.Equal((InvoiceStatus.Paid, null), (scenario.Invoice("R1").Status, scenario.Invoice("R1").InCollectionsSince));
        Assert.Equal(InvoiceStatus.InCollections, scenario.Invoice("R2").Status);
        scenario.When(Pays("p3", 40, on: "2026-05-03"), on: "2026-05-03").Then("p3 of 40.00 EUR pays R2 40.00", "the case is 0.00: R2 PaidDirectly 40.00, 0.00 left", "the case is recalled, PaidDirectly");
        Assert.Equal((CaseStatus.Recalled, CaseOutcome.PaidDirectly, 140m), (scenario.State.Cases[0].Status, scenario.State.Cases[0].Outcome, scenario.State.Cases[0].Sum(item => item.PaidDirectly).Amount));
        Assert.Empty(scenario.State.Snapshot().Cases);
    }

    [Fact]
    public void What_the_agency_collects_pays_the_invoices_and_what_it_keeps_is_its_fee()
    {
        var scenario = HandedOff(World.Standard);
        var acknowledged = new AcknowledgeCase(scenario.State.Cases[0].ItemId, "N-1");
        scenario.When(acknowledged, on: "2026-04-30").Then("the agency calls the case N-1")
            .When(acknowledged, on: "2026-04-30").ThenNothing()
            .When(Remits("l1", 60, 12, "inv_R1"), on: "2026-05-10").Then("agency-nord|acme|l1 of 60.00 EUR pays R1 60.00", "the case is 80.00: R1 Collected 60.00, 40.00 left; 12.00 kept")
            .When(Remits("l2", 80, 16, "inv_R1"), on: "2026-06-10").Then(
                "agency-nord|acme|l2 of 80.00 EUR pays R1 40.00, R2 40.00", "the case is 0.00: R1 Collected 40.00, 0.00 left; R2 Collected 40.00, 0.00 left; 16.00 kept", "the case is closed, Collected");
        var known = scenario.State.Cases[0];
        Assert.Equal((CaseStatus.Closed, "N-1", 140m, 28m), (known.Status, known.Reference, known.Collected().Amount, known.Fees.Amount));
    }

    [Fact]
    public void Money_of_an_agency_that_goes_back_is_owed_again_and_still_with_the_agency() =>
        HandedOff(World.Standard)
            .When(Remits("l1", 60, 12, "inv_R1"), on: "2026-05-10").ThenEach(_ => { })
            .When(new ReversePayment("r1", "agency-nord|acme|l1", Eur(60), Dates.Day("2026-05-12")), on: "2026-05-12").Then("agency-nord|acme|l1 less 60.00 EUR reopens R1 60.00", "the case is 140.00: R1 Collected -60.00, 100.00 left");

    [Fact]
    public void What_was_settled_and_is_owed_again_is_handed_off_once_more_and_counted_on_its_own()
    {
        var scenario = HandedOff(World.Standard)
            .When(Pays("p1", 100, on: "2026-05-01", "inv_R1"), on: "2026-05-01").ThenEach(_ => { })
            .When(TakesBack("p1", 100, on: "2026-05-05"), on: "2026-05-05").Then("p1 less 100.00 EUR reopens R1 100.00")
            .When(new RunCollections(), on: "2026-05-05").Then("collections get 100.00 EUR more: R1 100.00 Collections 6");
        var item = scenario.State.Cases[0].Items.Single(known => known.Number == "R1");
        Assert.Equal((200m, 100m, 100m), (item.HandedOff.Amount, item.Balance.Amount, item.PaidDirectly.Amount));
    }

    [Fact]
    public void A_credit_note_or_a_cancellation_withdraws_what_it_settles()
    {
        var scenario = HandedOff(World.Standard)
            .When(Credits("inv_R2"), on: "2026-05-01").ThenEach(_ => { })
            .When(new VoidInvoice("inv_R1"), on: "2026-05-02").ThenEach(_ => { });
        Assert.Equal((CaseStatus.Recalled, CaseOutcome.Withdrawn, 140m), (scenario.State.Cases[0].Status, scenario.State.Cases[0].Outcome, scenario.State.Cases[0].Sum(item => item.Credited).Amount));
    }

    [Fact]
    public void A_recalled_case_leaves_nothing_in_collections_and_is_not_handed_off_again_by_itself()
    {
        var scenario = HandedOff(World.Standard);
        scenario.When(Recall(scenario, "pays by instalments"), on: "2026-05-02").Then("the case is recalled, Recalled: pays by instalments; R1 is back; R2 is back");
        Assert.All(scenario.State.Invoices, item => Assert.Equal((null, InvoiceStatus.Overdue), (item.InCollectionsSince, item.Status)));
        scenario.When(Recall(scenario, "again"), on: "2026-05-02").Refused("case-ended")
            .When(new RecallCase("cas_none", "what"), on: "2026-05-02").Refused("unknown-case")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();
        Assert.Null(AccountAgenda.CollectOn(scenario.State, World.Standard.Policy, Dates.Day("2026-12-31")));
    }

    [Fact]
    public void By_policy_the_rest_is_written_off_so_many_days_after_the_hand_off_and_recovered_if_it_comes_after_all()
    {
        var world = World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { WriteOffAfterDays = 60 } });
        var scenario = HandedOff(world).When(Remits("l1", 60, 12, "inv_R1"), on: "2026-05-10").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-06-28"), AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-05-10")));
        scenario.When(new RunCollections(), on: "2026-06-27").ThenNothing()
            .When(new RunCollections(), on: "2026-06-28").Then(
                "R1 written off 40.00 EUR", "R2 written off 40.00 EUR", "the case is 0.00: R1 WrittenOff 40.00, 0.00 left; R2 WrittenOff 40.00, 0.00 left", "the case is closed, WrittenOff");
        Assert.Null(AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-06-28")));
        scenario.When(Remits("l2", 50, 10, "inv_R1"), on: "2026-09-01").Then("agency-nord|acme|l2 of 50.00 EUR pays R1 40.00 written off, R2 10.00 written off");
        Assert.Equal(30, scenario.Ledger(ChartOfAccounts.BadDebt));
        Assert.Equal((CaseOutcome.WrittenOff, 60m), (scenario.State.Cases[0].Outcome, scenario.State.Cases[0].Collected().Amount));
    }

    [Fact]
    public void What_the_agency_returns_is_written_off_in_the_next_night_where_the_policy_writes_off_at_all()
    {
        var world = World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { WriteOffAfterDays = 60 } });
        var scenario = HandedOff(world);
        scenario.When(new CloseCase(scenario.State.Cases[0].ItemId, "insolvent"), on: "2026-05-20").Then("the case is closed, Uncollectible: insolvent; R1 is back; R2 is back");
        Assert.Equal(Dates.Day("2026-05-20"), AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-05-20")));
        scenario.When(new OpenDispute("inv_R2", "wrong"), on: "2026-05-21").Then("R2 disputed: wrong")
            .When(new RunCollections(), on: "2026-05-21").Then("R1 written off 100.00 EUR")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();
    }

    [Fact]
    public void Nothing_is_written_off_while_the_account_is_on_hold()
    {
        var world = World.Standard.WithDunning(policy => policy with { Collections = policy.Collections with { WriteOffAfterDays = 10 } });
        var scenario = HandedOff(world).When(new HoldDunning("court", Dates.Day("2026-06-01")), on: "2026-05-01").Then("held: court");
        Assert.Equal(Dates.Day("2026-06-01"), AccountAgenda.CollectOn(scenario.State, world.Policy, Dates.Day("2026-05-01")));
        scenario.When(new RunCollections(), on: "2026-05-31").ThenNothing()
            .When(new RunCollections(), on: "2026-06-01").ThenEach(_ => { });
        Assert.All(scenario.State.Invoices, item => Assert.Equal(InvoiceStatus.Uncollectible, item.Status));
    }

    [Fact]
    public void More_invoices_than_a_case_holds_are_several_cases()
    {
        var account = new PaperAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1)], Dates.Day("2026-01-01"));
        for (var n = 1; n <= 100; n++)
            account.Record([Invoiced($"R{n}", 100, on: "2026-03-01", due: "2026-03-15")], Dates.Day("2026-03-01"));
        for (var day = Dates.Day("2026-05-01"); day < Dates.Day("2026-05-25"); day = day.AddDays(1))
        {
            for (var more = true; more;)
                more = Assert.IsType<Decision.Accepted>(account.Do(new RunCollections(), day)).Events.Count > 0;
        }

        Assert.All(account.Account!.Invoices, item => Assert.NotNull(item.InCollectionsSince));
        Assert.Equal(2, account.Account!.Cases.Count);
        Assert.All(account.Account!.Cases, known => Assert.InRange(known.Items.Count, 1, CollectionsCase.MostItems));
    }

    [Fact]
    public void What_was_recalled_until_a_day_is_handed_off_again_on_it()
    {
        var scenario = HandedOff(World.Standard);
        scenario.When(new RecallCase(scenario.State.Cases[0].ItemId, "asked for time", Dates.Day("2026-05-02")), on: "2026-05-02").Refused("not-in-future")
            .When(new RecallCase(scenario.State.Cases[0].ItemId, "asked for time", Dates.Day("2026-06-01")), on: "2026-05-02").Then("the case is recalled, Recalled: asked for time; R1 is back; R2 is back until 2026-06-01");
        var stop = HandOffEligibility.WhyNot(scenario.State, scenario.Invoice("R1"), World.Standard.Dunning, Dates.Day("2026-05-31"))!;
        Assert.Equal(("returned-from-collections", "It came back from collections on 2026-05-02: recalled. It is not handed off again before 2026-06-01."), (stop.Name, stop.Why));
        Assert.Equal(Dates.Day("2026-06-01"), AccountAgenda.CollectOn(scenario.State, World.Standard.Policy, Dates.Day("2026-05-03")));
        scenario.When(new RunCollections(), on: "2026-05-31").ThenNothing()
            .When(new RunCollections(), on: "2026-06-01").Then("collections get 140.00 EUR: R1 100.00 Collections 6; R2 40.00 Collections 6");
    }

    [Fact]
    public void What_a_recalled_case_was_paid_and_is_owed_again_stays_with_the_seller_as_the_operator_said()
    {
        var scenario = HandedOff(World.Standard);
        scenario.When(Recall(scenario, "pays by instalments"), on: "2026-05-02").ThenEach(_ => { })
            .When(Pays("p1", 140, on: "2026-05-03"), on: "2026-05-03").ThenEach(_ => { })
            .When(TakesBack("p1", 140, on: "2026-05-09"), on: "2026-05-09").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();
    }

    [Fact]
    public void The_agency_is_told_what_is_contested_why_and_when_that_is_settled()
    {
        var scenario = HandedOff(World.Standard)
            .When(new OpenDispute("inv_R1", "never ordered"), on: "2026-05-02").Then("R1 disputed: never ordered", "the agency waits with R1, 100.00: never ordered")
            .When(new OpenDispute("inv_R1", "never ordered"), on: "2026-05-03").ThenNothing();
        Assert.Equal((100m, 140m), (scenario.State.Cases[0].Disputed().Amount, scenario.State.Cases[0].Open().Amount));
        scenario.When(new CloseDispute("inv_R1"), on: "2026-05-09").Then("R1 no longer disputed", "the agency goes on with R1, 100.00");
        Assert.Equal(0m, scenario.State.Cases[0].Disputed().Amount);
    }

    [Fact]
    public void What_is_contested_and_settled_in_full_is_withdrawn_and_nothing_is_waited_for()
    {
        var scenario = HandedOff(World.Standard)
            .When(new OpenDispute("inv_R2", "wrong"), on: "2026-05-02").ThenEach(_ => { })
            .When(Credits("inv_R2"), on: "2026-05-03").ThenEach(happened => Assert.IsNotType<CollectionsCaseDisputeSettled>(happened))
            .When(new CloseDispute("inv_R2"), on: "2026-05-04").Then("R2 no longer disputed");
        Assert.Equal(0m, scenario.State.Cases[0].Disputed().Amount);
        Assert.All(scenario.State.Cases[0].Items, item => Assert.Null(item.DisputedBecause));
    }

    [Fact]
    public void A_payment_that_the_payers_bank_takes_back_makes_the_agency_wait_with_what_it_reopens() =>
        HandedOff(World.Standard)
            .When(Pays("p1", 30, on: "2026-05-01", "inv_R1"), on: "2026-05-01").ThenEach(_ => { })
            .When(new ReversePayment("r1", "p1", Eur(30), Dates.Day("2026-05-06"), "charged back"), on: "2026-05-06")
            .Then("p1 less 30.00 EUR reopens R1 30.00", "the case is 140.00: R1 PaidDirectly -30.00, 100.00 left", "the agency waits with R1, 100.00: charged back");

    [Fact]
    public void An_operator_hands_off_what_is_overdue_before_its_final_notice_and_says_why() =>
        In(World.Standard with { Agencies = ["nord", "sued"], Actor = "ann" }, R1, R2)
            .When(new SendToCollections(null, "sued", "insolvent soon"), on: "2026-03-15").Refused("nothing-for-collections")
            .When(new SendToCollections(null, "west", "insolvent soon"), on: "2026-03-16").Refused("unknown-agency")
            .When(new SendToCollections(null, "", "insolvent soon"), on: "2026-03-16").Refused("unknown-agency")
            .When(new SendToCollections(["inv_R1"], "sued", "insolvent soon"), on: "2026-03-16").Then("collections get 100.00 EUR: R1 100.00 Collections -1, as ann says: insolvent soon")
            .When(new SendToCollections(["inv_R1"], "", "again"), on: "2026-03-17").Refused("not-for-collections")
            .When(new SendToCollections(["inv_R2"], "nord", "as well"), on: "2026-03-17").Refused("another-agency")
            .When(new SendToCollections(null, "", "as well"), on: "2026-03-17").Then("collections get 40.00 EUR more: R2 40.00 Collections -1, as ann says: as well")
            .When(new SendToCollections(["inv_none"], "", "what"), on: "2026-03-18").Refused("unknown-invoice");

    [Theory]
    [InlineData("disputed")]
    [InlineData("on-hold")]
    [InlineData("promised")]
    [InlineData("not-overdue")]
    public void An_operator_cannot_hand_off_what_a_rule_keeps_back_and_the_rest_goes_where_nothing_is_named(string rule)
    {
        var scenario = Given(R1, Invoiced("R3", 60, on: "2026-03-01", due: rule == "not-overdue" ? "2026-05-01" : "2026-03-15"));
        scenario.When(rule switch
        {
            "on-hold" => new HoldDunning("court", null),
            "promised" => new PromisePayment("k", ["inv_R3"], Dates.Day("2026-04-20"), null, null),
            "disputed" => new OpenDispute("inv_R3", "wrong"),
            _ => new HoldDunning("over soon", Dates.Day("2026-04-02")),
        }, on: "2026-04-01").ThenEach(_ => { });
        Assert.Equal(rule, HandOffEligibility.Forbids(new DunningSubject(scenario.State, scenario.Invoice("R3"), World.Standard.Dunning, Dates.Day("2026-04-03")))!.Name);
        scenario.When(new SendToCollections(["inv_R1", "inv_R3"], "", "now"), on: "2026-04-03").Refused("not-for-collections");
        if (rule == "on-hold")
            scenario.When(new SendToCollections(null, "", "now"), on: "2026-04-03").Refused("nothing-for-collections");
        else
            scenario.When(new SendToCollections(null, "", "now"), on: "2026-04-03").ThenEach(happened => Assert.Equal(["R1"], Assert.IsType<AccountSentToCollections>(happened).Items.Select(item => item.Number)));
    }

    [Fact]
    public void An_operator_hands_off_again_what_came_back_and_what_is_too_little_for_the_policy()
    {
        var world = World.Standard.WithDunning(policy => policy with { MinimumDunned = 50, Collections = policy.Collections with { MinimumAmount = 100 } });
        var scenario = HandedOff(World.Standard).AndGiven(_ => world);
        scenario.When(new CloseCase(scenario.State.Cases[0].ItemId, "moved away"), on: "2026-05-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-06-20").ThenNothing()
            .When(new SendToCollections(["inv_R2"], "", "found again"), on: "2026-06-20").ThenEach(_ => { });
        Assert.Equal((InvoiceStatus.InCollections, null), (scenario.Invoice("R2").Status, scenario.Invoice("R2").Returned));
    }

    [Fact]
    public void What_an_operator_handed_off_early_and_recalls_is_dunned_where_it_stood()
    {
        var scenario = Given(R1).When(new SendToCollections(null, "", "fled"), on: "2026-03-16").ThenEach(_ => { });
        scenario.When(Recall(scenario, "is back"), on: "2026-03-17").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-18").ThenEach(happened => Assert.True(happened is InvoiceBecameOverdue or NoticeIssued { Action: DunningAction.OverdueNotice, PayBy: null }));
    }

    [Fact]
    public void What_the_policys_step_of_collections_does_beside_an_operators_hand_off_does_too()
    {
        var world = World.Standard.WithDunning(policy => policy with { Steps = [.. policy.Steps.Select(step => step.Action == DunningAction.Collections ? step with { AssignTo = "eve" } : step)] });
        Assert.Equal("eve", In(world, R1).When(new SendToCollections(null, "", "fled"), on: "2026-03-16").ThenEach(_ => { }).State.Assignment?.AssignTo);
    }

    [Fact]
    public void The_debtor_stays_with_the_agency_that_has_the_case_also_where_that_is_full()
    {
        World With(string agency) => (World.Standard with { Agencies = ["nord", "sued"] }).WithDunning(policy => policy with { Collections = policy.Collections with { AgencyId = agency } });
        var scenario = In(With("nord"), [.. Enumerable.Range(1, 91).Select(n => Invoiced($"R{n}", 100, on: "2026-03-01", due: "2026-03-15"))])
            .When(new SendToCollections([.. Enumerable.Range(1, 90).Select(n => $"inv_R{n}")], "", "fled"), on: "2026-04-01").ThenEach(_ => { })
            .AndGiven(_ => With("sued"));
        scenario.When(new SendToCollections(null, "sued", "fled"), on: "2026-04-02").Refused("another-agency")
            .When(new SendToCollections(null, "", "fled"), on: "2026-04-02").ThenEach(happened => Assert.Equal(("nord", false), (((AccountSentToCollections)happened).AgencyId, ((AccountSentToCollections)happened).IsAddition)));
    }

    private static Scenario HandedOff(World world) =>
        In(world, R1, R2)
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(new RunCollections(), on: $"{HandOffDay:O}").Then("collections get 140.00 EUR: R1 100.00 Collections 6; R2 40.00 Collections 6");

    private static ApplyPayment Remits(string lineId, decimal gross, decimal fee, string documentId) =>
        new($"pay|{lineId}|1", $"agency-nord|acme|{lineId}", Eur(gross), Dates.Day("2026-05-10"), documentId) { AgencyFee = Eur(fee) };

    private static RecallCase Recall(Scenario scenario, string reason) => new(scenario.State.Cases[0].ItemId, reason);
}
