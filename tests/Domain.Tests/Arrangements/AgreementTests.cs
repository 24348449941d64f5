using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>What can be agreed upon, and what not.</summary>
public class AgreementTests
{
    private static readonly BillingInterval Month = new(1, IntervalUnit.Month);

    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 50.05m, on: "2026-03-10", due: "2026-03-24");

    [Fact]
    public void Equal_instalments_sum_exactly_and_their_days_are_reckoned_from_the_first() =>
        Given(R1, R2)
            .When(Plan(new InstalmentSchedule.Equal(4, Dates.Day("2026-03-31"), Month)), on: "2026-03-30")
            .Then("ACME-ARR-2026-000001 over 150.05 EUR of R1 100.00, R2 50.05: 1 2026-03-31 37.52, 2 2026-04-30 37.51, 3 2026-05-31 37.51, 4 2026-06-30 37.51; grace 7");

    [Fact]
    public void A_deposit_is_due_at_once_and_what_is_left_is_shared() =>
        Given(R1)
            .When(Plan(new InstalmentSchedule.Equal(3, Dates.Day("2026-04-13"), new BillingInterval(2, IntervalUnit.Week)), new Deposit(Eur(20), null)), on: "2026-03-30")
            .Then("ACME-ARR-2026-000001 over 100.00 EUR of R1 100.00: deposit 2026-03-30 20.00, 1 2026-04-13 26.67, 2 2026-04-27 26.67, 3 2026-05-11 26.66; grace 7");

    [Fact]
    public void Instalments_as_agreed_must_come_to_what_is_owed()
    {
        var scenario = Given(R1);
        scenario.When(Plan(Parts(("2026-04-01", 60), ("2026-05-01", 40.01m))), on: "2026-03-30").Refused("sum-mismatch");
        scenario.When(Plan(Parts(("2026-04-01", 60), ("2026-04-01", 40))), on: "2026-03-30").Refused("dates-not-rising");
        scenario.When(Plan(Parts(("2026-05-01", 60), ("2026-04-01", 40))), on: "2026-03-30").Refused("dates-not-rising");
        scenario.When(Plan(Parts(("2026-03-29", 60), ("2026-05-01", 40))), on: "2026-03-30").Refused("date-in-past");
        scenario.When(Plan(Parts(("2026-04-01", 60), ("2031-03-31", 40))), on: "2026-03-30").Refused("date-too-far");
        scenario.When(Plan(Parts(("2026-04-01", 100), ("2026-05-01", 0))), on: "2026-03-30").Refused("instalment-too-small");
        scenario.When(Plan(Parts()), on: "2026-03-30").Refused("too-many-instalments");
        scenario.When(Plan(new InstalmentSchedule.Custom([new PlannedPart(Dates.Day("2026-04-01"), new Money(100, Currency.Of("USD")))])), on: "2026-03-30").Refused("wrong-currency");
        scenario.When(Plan(Parts(("2026-04-01", 60), ("2026-05-01", 20)), new Deposit(Eur(20), Dates.Day("2026-04-01"))), on: "2026-03-30").Refused("dates-not-rising");
        scenario.When(Plan(Parts(("2026-04-01", 60), ("2026-05-01", 20)), new Deposit(Eur(20), null)), on: "2026-03-30")
            .Then("ACME-ARR-2026-000001 over 100.00 EUR of R1 100.00: deposit 2026-03-30 20.00, 1 2026-04-01 60.00, 2 2026-05-01 20.00; grace 7");
    }

    [Theory]
    [InlineData(0, "2026-04-01", "too-many-instalments")]
    [InlineData(61, "2026-04-01", "too-many-instalments")]
    [InlineData(60, "2026-04-01", "instalment-too-small")]
    [InlineData(3, "2026-03-29", "date-in-past")]
    [InlineData(3, "2031-04-01", "date-too-far")]
    public void Equal_instalments_have_limits(int count, string first, string refusal) =>
        Given(Invoiced("R1", 0.59m, on: "2026-03-01", due: "2026-03-15"))
            .When(Plan(new InstalmentSchedule.Equal(count, Dates.Day(first), Month)), on: "2026-03-30").Refused(refusal);

    [Fact]
    public void Five_years_of_months_are_the_longest_plan()
    {
        var sixty = new InstalmentSchedule.Equal(60, Dates.Day("2026-04-30"), Month);
        Given(R1).When(Plan(sixty), on: "2026-04-30").ThenEach(happened => Assert.Equal(Dates.Day("2031-03-30"), ((ArrangementAgreed)happened).Arrangement.Instalments[^1].DueOn));
        Given(R1).When(Plan(sixty with { FirstDueOn = Dates.Day("2026-05-31") }), on: "2026-04-29").Refused("date-too-far");
        Given(R1).When(Plan(sixty with { Interval = new BillingInterval(0, IntervalUnit.Month) }), on: "2026-04-30").Refused("interval-out-of-range");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(120)]
    public void A_deposit_is_a_part_of_what_is_owed(decimal deposit) =>
        Given(R1).When(Plan(new InstalmentSchedule.Equal(2, Dates.Day("2026-04-13"), Month), new Deposit(Eur(deposit), null)), on: "2026-03-30").Refused("deposit-too-large");

    [Fact]
    public void What_is_contested_in_collections_cancelled_paid_or_covered_already_is_not_covered()
    {
        var scenario = Given(
            R1, R2, Invoiced("R3", 10, on: "2026-03-01", due: "2026-03-15"), Invoiced("R4", 10, on: "2026-03-01", due: "2026-03-15"), Invoiced("R5", 10, on: "2026-03-01", due: "2026-03-15"),
            Invoiced("R6", 10, on: "2026-03-01", due: "2026-03-15"));
        scenario.When(new OpenDispute("inv_R2", "wrong"), on: "2026-03-20").ThenEach(_ => { })
            .When(Pays("p1", 10, on: "2026-03-20", documentId: "inv_R3"), on: "2026-03-20").ThenEach(_ => { })
            .When(new VoidInvoice("inv_R4"), on: "2026-03-20").ThenEach(_ => { })
            .When(Plan(Monthly(2), documents: ["inv_R5"]), on: "2026-03-20").ThenEach(_ => { })
            .When(Plan(Monthly(2), documents: ["inv_R1", "inv_R2"], key: "k2"), on: "2026-03-20").Refused("disputed")
            .When(Plan(Monthly(2), documents: ["inv_R3"], key: "k2"), on: "2026-03-20").Refused("not-open")
            .When(Plan(Monthly(2), documents: ["inv_R4"], key: "k2"), on: "2026-03-20").Refused("already-void")
            .When(Plan(Monthly(2), documents: ["inv_R5"], key: "k2"), on: "2026-03-20").Refused("already-arranged")
            .When(Plan(Monthly(2), documents: ["inv_R9"], key: "k2"), on: "2026-03-20").Refused("unknown-invoice")
            .When(Plan(Monthly(2), documents: [], key: "k2"), on: "2026-03-20").Refused("nothing-open");

        // Where none are named, it takes what nothing stands against.
        scenario.When(Plan(Monthly(2), key: "k2"), on: "2026-03-20")
            .Then("ACME-ARR-2026-000002 over 110.00 EUR of R1 100.00, R6 10.00: 1 2026-04-20 55.00, 2 2026-05-20 55.00; grace 7");
        Assert.NotNull(scenario.State.ArrangementOf(scenario.State.Invoices.Single(item => item.ItemId == "inv_R1")));
        Assert.Null(scenario.State.ArrangementOf(scenario.State.Invoices.Single(item => item.ItemId == "inv_R2")));
        scenario.When(Plan(Monthly(2), key: "k3"), on: "2026-03-20").Refused("nothing-open");
    }

    [Fact]
    public void What_is_in_collections_is_not_covered() =>
        Given(R1)
            .When(new RunCollections(), on: "2026-08-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-08-15").Then("collections get 100.00 EUR: R1 100.00 Collections 6")
            .When(Plan(Monthly(2), documents: ["inv_R1"]), on: "2026-08-15").Refused("in-collections");

    [Fact]
    public void The_same_key_agrees_once() =>
        Given(R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(Plan(Monthly(2)), on: "2026-03-21").ThenNothing()
            .When(new PromisePayment("p", null, Dates.Day("2026-04-01"), null, null), on: "2026-03-21").Refused("nothing-open");

    [Fact]
    public void A_promise_is_for_all_that_is_owed_or_for_less()
    {
        var scenario = Given(R1, R2);
        scenario.When(new PromisePayment("p1", ["inv_R1"], Dates.Day("2026-04-10"), Eur(100.01m), null), on: "2026-03-30").Refused("exceeds-balance")
            .When(new PromisePayment("p1", ["inv_R1"], Dates.Day("2026-03-29"), null, null), on: "2026-03-30").Refused("date-in-past")
            .When(new PromisePayment("p1", ["inv_R1"], Dates.Day("2026-04-10"), Eur(60), 3), on: "2026-03-30").Then("promise over 100.00 EUR of R1 100.00: 1 2026-04-10 60.00; grace 3")
            .When(new PromisePayment("p1", ["inv_R1"], Dates.Day("2026-04-10"), Eur(60), 3), on: "2026-03-30").ThenNothing()
            .When(new PromisePayment("p2", null, Dates.Day("2026-04-10"), null, null), on: "2026-03-30").Then("promise over 50.05 EUR of R2 50.05: 1 2026-04-10 50.05; grace 7");
    }

    [Fact]
    public void Four_arrangements_run_at_once_and_each_covers_forty_invoices_at_most()
    {
        var scenario = Given([.. Enumerable.Range(1, 41).Select(n => Invoiced($"R{n}", 10, on: "2026-03-01", due: "2026-03-15"))]);
        scenario.When(Plan(Monthly(2)), on: "2026-03-20").Refused("too-many-invoices");
        for (var n = 1; n <= 4; n++)
            scenario.When(new PromisePayment($"p{n}", [$"inv_R{n}"], Dates.Day("2026-04-10"), null, null), on: "2026-03-20").ThenEach(_ => { });
        scenario.When(new PromisePayment("p5", ["inv_R5"], Dates.Day("2026-04-10"), null, null), on: "2026-03-20").Refused("too-many-arrangements");
    }

    [Fact]
    public void What_is_under_an_arrangement_is_not_written_off() =>
        Given(R1)
            .When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { })
            .When(new WriteOffInvoice("w", "inv_R1", null, ReasonCode.Uncollectible), on: "2026-03-20").Refused("arranged");

    [Fact]
    public void Only_what_runs_is_cancelled()
    {
        var scenario = Given(R1).When(Plan(Monthly(2)), on: "2026-03-20").ThenEach(_ => { });
        var id = scenario.State.Arrangements[0].ItemId;
        scenario.When(new CancelArrangement("arr_other", "asked"), on: "2026-03-21").Refused("unknown-arrangement")
            .When(new CancelArrangement(id, "asked"), on: "2026-03-21").Then("arrangement cancelled with 0.00 paid: asked")
            .When(new CancelArrangement(id, "asked"), on: "2026-03-21").ThenNothing()
            .When(Plan(Monthly(2), key: "k2"), on: "2026-03-21").ThenEach(_ => { })
            .When(Pays("p1", 100, on: "2026-03-22"), on: "2026-03-22").Then("p1 of 100.00 EUR pays R1 100.00", "arrangement kept with 100.00 paid")
            .When(new CancelArrangement(scenario.State.Arrangements[1].ItemId, "asked"), on: "2026-03-23").Refused("arrangement-ended");
    }

    internal static InstalmentSchedule Monthly(int count, string first = "2026-04-20") => new InstalmentSchedule.Equal(count, Dates.Day(first), Month);

    internal static AgreeInstalments Plan(InstalmentSchedule schedule, Deposit? deposit = null, IReadOnlyList<string>? documents = null, string key = "k1", int? graceDays = null) =>
        new(key, documents, deposit, schedule, graceDays);

    private static InstalmentSchedule.Custom Parts(params (string On, decimal Amount)[] parts) => new([.. parts.Select(part => new PlannedPart(Dates.Day(part.On), Eur(part.Amount)))]);
}
