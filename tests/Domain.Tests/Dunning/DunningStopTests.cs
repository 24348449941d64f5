using static Billing.Domain.Tests.AgreementTests;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>Each rule that stops an invoice, by its name and its reason.</summary>
public class DunningStopTests
{
    private static readonly Scenario Account = Given([.. Enumerable.Range(1, 5).Select(n => Invoiced($"R{n}", n == 5 ? 4.99m : 100, on: "2026-03-01", due: "2026-03-15"))])
        .When(Pays("p1", 100, on: "2026-03-02", documentId: "inv_R1"), on: "2026-03-02").ThenEach(_ => { })
        .When(new OpenDispute("inv_R2", "wrong price"), on: "2026-03-02").ThenEach(_ => { })
        .When(Plan(Monthly(2), documents: ["inv_R3"]), on: "2026-03-02").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-04-01").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { });

    [Theory]
    [InlineData("R1", "nothing-owed", "Nothing is owed.")]
    [InlineData("R2", "disputed", "The customer contests it: wrong price")]
    [InlineData("R3", "arranged", "An arrangement of 2026-03-02 covers it.")]
    [InlineData("R4", null, null)]
    [InlineData("R5", "below-minimum", "4.99 EUR is below 5, the least that is dunned.")]
    public void A_rule_says_its_name_and_why(string number, string? name, string? why)
    {
        var (item, policy) = (Account.Invoice(number), World.Standard.Dunning);
        var subject = new DunningSubject(Account.State, item, policy, Dates.Day("2026-04-14"));
        var stop = DunningStop.Of(subject);
        Assert.Equal((name, why), (stop?.Name, stop?.Why(subject)));
    }

    [Fact]
    public void What_is_in_collections_says_since_when()
    {
        var scenario = Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-08-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-08-15").ThenEach(_ => { });
        var subject = new DunningSubject(scenario.State, scenario.Invoice("R1"), World.Standard.Dunning, Dates.Day("2026-08-15"));
        var stop = DunningStop.Of(subject);
        Assert.Equal(("in-collections", "It is in collections since 2026-08-15."), (stop?.Name, stop?.Why(subject)));
    }

    [Fact]
    public void A_promise_says_by_when_and_a_hold_until_when()
    {
        var promised = Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"))
            .When(new PromisePayment("k", null, Dates.Day("2026-04-10"), null, null), on: "2026-03-20").ThenEach(_ => { });
        Assert.Equal(("promised", "It was promised to be paid by 2026-04-10.", null), Stop(promised, "2026-03-21"));
        var held = Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"), new DunningHeld("moving house", Dates.Day("2026-04-01")));
        Assert.Equal(("on-hold", "The account is on hold until 2026-04-01: moving house", "2026-04-01"), Stop(held, "2026-03-21"));
        Assert.Equal((null, null, "2026-04-01"), Stop(held, "2026-04-01"));
    }

    [Fact]
    public void A_payment_that_is_under_way_stops_it_until_it_is_answered_and_for_two_weeks_at_most()
    {
        var charged = In(World.Standard, Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"), new PaymentMethodSaved(Method("Visa 4242")))
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-03-17").ThenEach(_ => { });
        Assert.Equal(("payment-pending", "A payment of 100.00 EUR by Visa 4242 is under way since 2026-03-17.", "2026-03-31"), Stop(charged, "2026-03-18"));
        charged.When(new RunCollections(), on: "2026-03-18").Then("R1 overdue", "R1 OverdueNotice 2 stopped by payment-pending: A payment of 100.00 EUR by Visa 4242 is under way since 2026-03-17.");
        Assert.Equal(Dates.Day("2026-03-22"), AccountAgenda.CollectOn(charged.State, World.Standard.Policy, Dates.Day("2026-03-18")));
        charged.When(new RunCollections(), on: "2026-03-29").ThenEach(happened => Assert.IsType<DunningStopped>(happened));
        Assert.Equal(Dates.Day("2026-03-31"), AccountAgenda.CollectOn(charged.State, World.Standard.Policy, Dates.Day("2026-03-29")));
        charged.When(new RunCollections(), on: "2026-03-31").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 4");
    }

    [Fact]
    public void A_charge_that_failed_lets_the_step_that_it_stopped_go_out()
    {
        var charged = In(World.Standard, Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"), new PaymentMethodSaved(Method("Visa 4242")))
            .When(new StartPaymentAttempt("inv_R1", null), on: "2026-03-17").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-18").ThenEach(_ => { });
        var attempt = charged.Invoice("R1").Attempts[0].AttemptId;
        charged.When(new AnswerPaymentAttempt("inv_R1", attempt, new AttemptAnswer.Failed("pi_1", "insufficient_funds", false, false)), on: "2026-03-19").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-03-19").Then("OverdueNotice of 100.00 EUR: R1 100.00 OverdueNotice 2");
    }

    [Theory]
    [InlineData(120, "R1 R2")]
    [InlineData(119.99, "R1")]
    [InlineData(79.99, "")]
    public void Credit_stops_what_it_covers_oldest_first(double credit, string stopped)
    {
        var scenario = Given(Invoiced("R1", 80, on: "2026-03-01", due: "2026-03-15"), Invoiced("R2", 40, on: "2026-03-02", due: "2026-03-16"))
            .When(new AdjustBalance("a", Eur((decimal)credit), ReasonCode.Goodwill, "sorry"), on: "2026-03-16").ThenEach(_ => { });
        Assert.Equal(stopped, string.Join(' ', new[] { "R1", "R2" }.Where(number => Stop(scenario, "2026-03-18", number).Name == "covered-by-credit")));
    }

    [Fact]
    public void A_stop_is_noted_once_a_step_and_what_it_stopped_goes_out_when_nothing_stops_it_any_more() =>
        Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"), new DisputeOpened("inv_R1", "wrong price"))
            .When(new RunCollections(), on: "2026-03-12").Then("R1 Reminder 0 stopped by disputed: The customer contests it: wrong price")
            .When(new RunCollections(), on: "2026-03-13").ThenNothing()
            .When(new RunCollections(), on: "2026-03-15").Then("R1 Reminder 1 stopped by disputed: The customer contests it: wrong price")
            .When(new CloseDispute("inv_R1"), on: "2026-03-16").Then("R1 no longer disputed")
            .When(new RunCollections(), on: "2026-03-16").Then("R1 overdue", "Reminder of 100.00 EUR: R1 100.00 Reminder 1");

    [Fact]
    public void A_hand_off_that_is_stopped_is_noted_as_well() =>
        Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { })
            .When(new OpenDispute("inv_R1", "wrong price"), on: "2026-04-20").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-04-29").Then("R1 Collections 6 stopped by disputed: The customer contests it: wrong price")
            .When(new RunCollections(), on: "2026-12-31").ThenNothing();

    // By name and reason, and the first day that nothing stops it.
    private static (string? Name, string? Why, string? FreeOn) Stop(Scenario scenario, string on, string number = "R1")
    {
        var subject = new DunningSubject(scenario.State, scenario.Invoice(number), World.Standard.Dunning, Dates.Day(on));
        return (DunningStop.Of(subject)?.Name, DunningStop.Of(subject)?.Why(subject), DunningStop.FreeOn(subject)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Names_are_told_apart() => Assert.Distinct(DunningStop.OfInvoices.Select(stop => stop.Name));
}
