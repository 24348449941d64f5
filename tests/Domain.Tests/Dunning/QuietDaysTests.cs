using CsCheck;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>What falls on a quiet day goes out on the next that is none. 2026-03-15 is a Sunday.</summary>
public class QuietDaysTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");

    private static readonly World Weekends = World.Standard.WithDunning(policy => policy with { QuietDays = new QuietDays(true, ["DE"], []) });

    [Theory]
    [InlineData("", "2026-03-13 2026-03-16")]
    [InlineData("DE", "2026-03-13 2026-03-16")]
    [InlineData("DE-BY", "2026-03-13 2026-03-16")]
    [InlineData("SA", "2026-03-12 2026-03-15")]
    [InlineData("IN", "2026-03-14 2026-03-16")]
    [InlineData("DE SA", "2026-03-12 2026-03-16")]
    public void A_weekend_is_a_countrys_own(string countries, string lastAndNext)
    {
        var quiet = new QuietDays(true, countries.Split(' ', StringSplitOptions.RemoveEmptyEntries), []);
        var days = lastAndNext.Split(' ').Select(Dates.Day).ToList();
        Assert.False(quiet.IsQuiet(days[0]));
        Assert.All(Enumerable.Range(1, days[1].DayNumber - days[0].DayNumber - 1), n => Assert.True(quiet.IsQuiet(days[0].AddDays(n))));
        Assert.Equal(days[1], quiet.NextOpen(days[0].AddDays(1)));
    }

    [Fact]
    public void Holidays_and_the_sellers_own_closed_days_are_quiet_and_weekends_are_where_the_policy_says_so()
    {
        var quiet = new QuietDays(false, ["DE"], [Dates.Day("2026-12-24")]) { Holidays = new HashSet<DateOnly> { Dates.Day("2026-12-25"), Dates.Day("2026-12-26") } };
        Assert.Equal(Dates.Day("2026-12-27"), quiet.NextOpen(Dates.Day("2026-12-24")));
        Assert.Equal(Dates.Day("2026-12-28"), (quiet with { Weekends = true }).NextOpen(Dates.Day("2026-12-24")));
    }

    [Fact]
    public void The_next_open_day_is_the_first_that_is_not_quiet() =>
        Gen.Select(Gen.Int[0, 60].HashSet[0, 40], Gen.Bool, Gen.Int[0, 60]).Sample((closed, weekends, start) =>
        {
            var first = Dates.Day("2026-01-01");
            var quiet = new QuietDays(weekends, [], [.. closed.Select(first.AddDays)]);
            var (day, open) = (first.AddDays(start), quiet.NextOpen(first.AddDays(start)));
            Assert.False(quiet.IsQuiet(open));
            for (; day < open; day = day.AddDays(1))
                Assert.True(closed.Contains(day.DayNumber - first.DayNumber) || (weekends && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        });

    [Fact]
    public void A_notice_of_a_weekend_goes_out_on_Monday_and_what_is_overdue_is_flagged_all_the_same()
    {
        var scenario = In(Weekends, R1).When(new RunCollections(), on: "2026-03-12").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-03-16"), AccountAgenda.CollectOn(scenario.State, Weekends.Policy, Dates.Day("2026-03-13")));
        scenario.When(new RunCollections(), on: "2026-03-15").ThenNothing()
            .When(new RunCollections(), on: "2026-03-16").Then("R1 overdue", "Reminder of 100.00 EUR: R1 100.00 Reminder 1")
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-22").ThenNothing()
            .When(new RunCollections(), on: "2026-03-23").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");
    }

    [Fact]
    public void Two_steps_that_a_holiday_brings_to_one_day_are_one_notice()
    {
        var closed = Weekends.WithDunning(policy => policy with { QuietDays = new QuietDays(false, [], [.. Enumerable.Range(0, 5).Select(n => Dates.Day("2026-03-18").AddDays(n))]) });
        In(closed, R1).When(new RunCollections(), on: "2026-03-22").Then("R1 overdue")
            .When(new RunCollections(), on: "2026-03-23").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");
    }

    [Fact]
    public void A_hand_off_waits_for_a_day_that_is_not_quiet_and_the_final_notice_says_so()
    {
        // 45 days after the due date is Wednesday 29 April; it and the two days after it are closed.
        var closed = Weekends.WithDunning(policy => policy with { QuietDays = policy.QuietDays with { ClosedDays = [Dates.Day("2026-04-29"), Dates.Day("2026-04-30"), Dates.Day("2026-05-01")] } });
        In(closed, R1).When(new RunCollections(), on: "2026-04-14").ThenEach(happened => Assert.True(happened is not NoticeIssued notice || notice.PayBy == Dates.Day("2026-05-03")))
            .When(new RunCollections(), on: "2026-05-03").ThenNothing()
            .When(new RunCollections(), on: "2026-05-04").Then("collections get 100.00 EUR: R1 100.00 Collections 6");
    }

    [Fact]
    public void What_is_freed_on_a_quiet_day_is_dunned_on_the_next_and_nobody_is_woken_before()
    {
        var scenario = In(Weekends, R1, new DisputeOpened("inv_R1", "wrong"))
            .When(new RunCollections(), on: "2026-03-19").ThenEach(_ => { })
            .When(new CloseDispute("inv_R1"), on: "2026-03-21").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-03-23"), AccountAgenda.CollectOn(scenario.State, Weekends.Policy, Dates.Day("2026-03-21")));
        scenario.When(new RunCollections(), on: "2026-03-21").ThenNothing();
    }

    [Fact]
    public void A_broken_arrangement_is_broken_on_a_quiet_day_too_and_dunned_after_it() =>
        In(Weekends, R1)
            .When(new RunCollections(), on: "2026-03-20").ThenEach(_ => { })
            .When(new PromisePayment("k", null, Dates.Day("2026-03-27"), null, 0), on: "2026-03-21").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-28").Then("arrangement broken at instalment 1: 100.00 missing, 0.00 paid")
            .When(new RunCollections(), on: "2026-03-29").ThenNothing()
            .When(new RunCollections(), on: "2026-03-30").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 3");
}
