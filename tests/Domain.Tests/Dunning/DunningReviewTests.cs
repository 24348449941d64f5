using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>What an operator is told of each open invoice.</summary>
public class DunningReviewTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");

    [Fact]
    public void It_says_the_step_the_next_and_its_day()
    {
        var scenario = Given(R1);
        Assert.Equal("-1 none, Reminder 0 on 2026-03-12", Said(scenario, "2026-03-02"));
        scenario.When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { });
        Assert.Equal("2 OverdueNotice, OverdueNotice 3 on 2026-03-22", Said(scenario, "2026-03-18"));
        scenario.When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { });
        Assert.Equal("5 FinalNotice, Collections 6 on 2026-04-29", Said(scenario, "2026-04-14"));
        scenario.When(new RunCollections(), on: "2026-04-29").ThenEach(_ => { });
        Assert.Equal("6 Collections, nothing; in-collections: It is in collections since 2026-04-29.", Said(scenario, "2026-04-30"));
    }

    [Fact]
    public void It_says_what_stops_it_and_from_when_nothing_does()
    {
        var held = Given(R1, new DunningHeld("moving house", Dates.Day("2026-04-01")));
        Assert.Equal("-1 none, Reminder 0 on 2026-03-12; on-hold: The account is on hold until 2026-04-01: moving house; free on 2026-04-01", Said(held, "2026-03-20"));
        var disputed = Given(R1, new DisputeOpened("inv_R1", "wrong price"));
        Assert.Equal("-1 none, Reminder 0 on 2026-03-12; disputed: The customer contests it: wrong price", Said(disputed, "2026-03-20"));
    }

    private static string Said(Scenario scenario, string on)
    {
        var told = Assert.Single(DunningReview.Of(scenario.State, World.Standard.Policy, Dates.Day(on)));
        return $"{told.Step} {told.Action?.ToString() ?? "none"}, {(told.NextStep is { } next ? $"{told.NextAction} {next} on {told.NextStepOn:O}" : "nothing")}"
            + $"{(told.StoppedBy is null ? "" : $"; {told.StoppedBy}: {told.Why}")}{(told.DunnedAgainOn is { } free ? $"; free on {free:O}" : "")}";
    }
}
