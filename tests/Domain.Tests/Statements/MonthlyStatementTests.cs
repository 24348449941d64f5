using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class MonthlyStatementTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-20", due: "2026-02-03");

    [Fact]
    public void The_months_that_downtime_left_out_come_one_by_one_in_order() => Monthly(R1)
        .When(new RunStatements(), on: "2026-04-10").ThenEach(happened => Assert.Equal("2026-01-31", Through(happened)), again: true)
        .When(new RunStatements(), on: "2026-04-10").ThenEach(happened => Assert.Equal("2026-02-28", Through(happened)), again: true)
        .When(new RunStatements(), on: "2026-04-10").ThenEach(happened => Assert.Equal("2026-03-31", Through(happened)), again: true)
        .When(new RunStatements(), on: "2026-04-10").ThenNothing();

    [Fact]
    public void Nothing_is_stated_before_its_day_or_without_a_policy()
    {
        Monthly(R1).When(new RunStatements(), on: "2026-02-04").ThenNothing();
        Scenario.Given(R1).When(new RunStatements(), on: "2026-12-31").ThenNothing();
        Assert.Null(AccountAgenda.StateOn(Scenario.Given(R1).State, World.Standard.Policy));
    }

    [Fact]
    public void The_first_month_is_that_of_the_policy() =>
        Monthly(plan => plan with { Since = Dates.Day("2026-03-01") }, R1).When(new RunStatements(), on: "2026-04-05").Then("statement ACME-STM-2026-000001 of 2026-03-01..2026-03-31, 100.00 to 100.00, monthly");

    [Fact]
    public void A_customers_own_terms_come_before_the_policy()
    {
        var own = new BillingTermsChanged(AccountTerms.AsPolicy with { Statements = new StatementTerms(true, StatementKind.OpenItems, Dates.Day("2026-02-01")) });
        var stated = Scenario.Given(R1, own).When(new RunStatements(), on: "2026-03-01").Then("statement ACME-STM-2026-000001 of 2026-02-01..2026-02-28, 100.00 to 100.00, monthly");
        Assert.Equal(StatementKind.OpenItems, stated.Statement("ACME-STM-2026-000001").Statement.Kind);
        Monthly(R1, new BillingTermsChanged(AccountTerms.AsPolicy with { Statements = new StatementTerms(false, null, null) })).When(new RunStatements(), on: "2026-12-31").ThenNothing();
    }

    [Fact]
    public void What_is_below_the_least_amount_waits_and_costs_nothing_while_nothing_happens()
    {
        var scenario = Monthly(plan => plan with { Minimum = 150 }, R1).When(new RunStatements(), on: "2026-02-05").Then("no statement through 2026-01-31");
        Assert.Null(AccountAgenda.StateOn(scenario.State, Plan(plan => plan with { Minimum = 150 }).Policy));
        Assert.Equal(Dates.Day("2026-03-05"), AccountAgenda.StateOn(scenario.State, Plan(plan => plan with { Minimum = 100 }).Policy));
        scenario.When(Pays("p1", 300, on: "2026-03-09"), on: "2026-03-09").ThenEach(_ => { })
            .When(new RunStatements(), on: "2026-04-05").Then("no statement through 2026-02-28")
            .When(new RunStatements(), on: "2026-04-05").Then("statement ACME-STM-2026-000001 of 2026-03-01..2026-03-31, 100.00 to -200.00, monthly");
    }

    [Fact]
    public void A_settled_account_is_stated_again_once_something_happens()
    {
        var scenario = Monthly(R1)
            .When(Pays("p1", 100, on: "2026-01-30"), on: "2026-01-30").ThenEach(_ => { })
            .When(new RunStatements(), on: "2026-02-05").Then("statement ACME-STM-2026-000001 of 2026-01-01..2026-01-31, 0.00 to 0.00, monthly");
        Assert.Null(AccountAgenda.StateOn(scenario.State, Plan(plan => plan).Policy));
        scenario.When(new AdjustBalance("a1", Eur(5), ReasonCode.Goodwill, "sorry"), on: "2026-07-14").ThenEach(_ => { });
        Assert.Equal(Dates.Day("2026-08-05"), AccountAgenda.StateOn(scenario.State, Plan(plan => plan).Policy));
        scenario.When(new RunStatements(), on: "2026-08-05").Then("statement ACME-STM-2026-000002 of 2026-07-01..2026-07-31, 0.00 to -5.00, monthly");
    }

    [Fact]
    public void What_is_posted_back_into_a_stated_month_is_in_the_opening_balance_of_the_next() => Monthly(R1)
        .When(new RunStatements(), on: "2026-02-05").Then("statement ACME-STM-2026-000001 of 2026-01-01..2026-01-31, 0.00 to 100.00, monthly")
        .When(Pays("p1", 100, on: "2026-01-31"), on: "2026-02-06").ThenEach(_ => { })
        .When(new RunStatements(), on: "2026-03-05").Then("statement ACME-STM-2026-000002 of 2026-02-01..2026-02-28, 0.00 to 0.00, monthly");

    [Fact]
    public void What_changed_in_stated_months_and_what_no_statement_had_lead_from_one_statement_to_the_next()
    {
        var scenario = Monthly(plan => plan with { Minimum = 50 }, R1)
            .When(new RunStatements(), on: "2026-02-05").Then("statement ACME-STM-2026-000001 of 2026-01-01..2026-01-31, 0.00 to 100.00, monthly")
            .When(Pays("p1", 40, on: "2026-01-31"), on: "2026-02-06").ThenEach(_ => { })
            .When(Pays("p2", 30, on: "2026-02-09"), on: "2026-02-09").ThenEach(_ => { })
            .When(new RunStatements(), on: "2026-03-05").Then("no statement through 2026-02-28")
            .When(new AdjustBalance("a1", Eur(90), ReasonCode.Goodwill, "sorry"), on: "2026-03-20").ThenEach(_ => { })
            .When(new RunStatements(), on: "2026-04-05").Then("statement ACME-STM-2026-000002 of 2026-03-01..2026-03-31, 30.00 to -60.00, monthly");

        var preceding = scenario.Statement("ACME-STM-2026-000002").Statement.Preceding!;
        Assert.Equal(("ACME-STM-2026-000001", Dates.Day("2026-01-31"), Eur(100), Eur(-30)), (preceding.Number, preceding.Through, preceding.Closing, preceding.Unstated));
        Assert.Equal([(Dates.Day("2026-01-31"), StatementLineKind.Payment, Eur(40), Eur(60))], preceding.Changes.Select(line => (line.Date, line.Kind, line.Credit!.Value, line.Balance)));
        Assert.Null(scenario.Statement("ACME-STM-2026-000001").Statement.Preceding);
    }

    [Fact]
    public void What_happened_between_the_month_and_its_statement_is_of_the_next_month()
    {
        var scenario = Monthly(R1)
            .When(Pays("p1", 100, on: "2026-02-02"), on: "2026-02-02").ThenEach(_ => { })
            .When(new RunStatements(), on: "2026-02-05").Then("statement ACME-STM-2026-000001 of 2026-01-01..2026-01-31, 0.00 to 100.00, monthly");
        Assert.Equal(Dates.Day("2026-03-05"), AccountAgenda.StateOn(scenario.State, Plan(plan => plan).Policy));
    }

    [Fact]
    public void A_statement_that_is_asked_for_leaves_the_months_as_they_are() => Monthly(R1)
        .When(new IssueStatement("s1", StatementKind.OpenItems, Dates.Day("2026-01-01"), Dates.Day("2026-01-31")), on: "2026-02-01").ThenEach(_ => { })
        .When(new RunStatements(), on: "2026-02-05").Then("statement ACME-STM-2026-000002 of 2026-01-01..2026-01-31, 0.00 to 100.00, monthly");

    [Fact]
    public void Deciding_again_names_the_same_document()
    {
        var account = new PaperAccount(Plan(plan => plan));
        account.Do(new OpenAccount(World.Standard.AccountId, 1), Dates.Day("2026-01-01"));
        account.Record([R1], R1.IssueDate);
        var first = Assert.IsType<Decision.NeedsNumbers>(account.Decide(new RunStatements(), Dates.Day("2026-02-05"))).Documents.Single();
        var later = Assert.IsType<Decision.NeedsNumbers>(account.Decide(new RunStatements(), Dates.Day("2026-02-09"))).Documents.Single();
        Assert.Equal(first.DocumentId, later.DocumentId);
    }

    private static string Through(AccountEvent happened) => Assert.IsType<StatementIssued>(happened).Through.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static World Plan(Func<StatementPolicy, StatementPolicy> change) =>
        World.Standard.WithPolicy(policy => policy with { Statements = change(new StatementPolicy(true, StatementKind.BalanceForward, 5, 0, null)) });

    private static Scenario Monthly(params AccountEvent[] events) => Scenario.In(Plan(plan => plan), events);

    private static Scenario Monthly(Func<StatementPolicy, StatementPolicy> change, params AccountEvent[] events) => Scenario.In(Plan(change), events);
}
