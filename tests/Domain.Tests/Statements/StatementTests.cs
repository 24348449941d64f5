using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class StatementTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-01-05", due: "2026-02-10");

    [Fact]
    public void A_statement_that_is_asked_for_is_numbered_and_stands_in_its_document()
    {
        var scenario = Scenario.Given(R1, R2).When(Asks("s1"), on: "2026-02-01").Then("statement ACME-STM-2026-000001 of 2026-01-01..2026-01-31, 0.00 to 160.00");
        var issued = scenario.Statement("ACME-STM-2026-000001");
        Assert.Equal((Dates.Day("2026-02-01"), "Kunde AG", "Acme GmbH", World.Standard.AccountId, Eur(160)), (issued.IssueDate, issued.Buyer.Name, issued.Seller.Name, issued.AccountId, issued.Total));
        Assert.Equal([("R1", 16), ("R2", 0)], issued.Statement.OpenItems.Select(item => (item.Number, item.DaysOverdue)));
    }

    [Theory]
    [InlineData("2026-02-02", "2026-02-01", "wrong-period")]
    [InlineData("2026-02-01", "2026-02-03", "date-to-come")]
    public void A_period_must_have_begun_and_ended(string from, string through, string code) =>
        Scenario.Given(R1).When(new IssueStatement("s1", StatementKind.OpenItems, Dates.Day(from), Dates.Day(through)), on: "2026-02-02").Refused(code);

    [Fact]
    public void What_was_recorded_later_with_an_earlier_day_is_on_the_statement_of_that_day()
    {
        var account = Account(R1);
        account.Do(Pays("p1", 30, on: "2026-01-10"), Dates.Day("2026-02-05"));
        var statement = Statement.Of(account.History, StatementKind.Transactions, Dates.Day("2026-01-01"), Dates.Day("2026-01-31"));
        Assert.Equal(Eur(70), statement.Closing);
        Assert.Equal(["Invoice R1 100.00", "Payment  70.00"], statement.Lines.Select(line => $"{line.Kind} {line.Number} {line.Balance.Amount}"));
    }

    [Fact]
    public void Money_that_came_before_the_invoice_that_it_paid_is_credit_until_that_is_there()
    {
        var account = Account(R2);
        account.Do(Pays("p1", 60, on: "2026-01-03"), Dates.Day("2026-01-06"));
        Assert.Equal([(StatementLineKind.Payment, Eur(-60))], Open(account, "2026-01-04").Select(item => (item.Kind, item.Open)));
        Assert.Empty(Open(account, "2026-01-05"));
    }

    [Fact]
    public void Credit_that_was_paid_out_on_a_day_before_its_own_is_owed_until_then()
    {
        var account = Account();
        account.Do(new AdjustBalance("a1", Eur(10), ReasonCode.Goodwill, "sorry"), Dates.Day("2026-01-08"));
        account.Do(new RecordRefund("f1", account.Account!.Credits[0].ItemId, Eur(4), Dates.Day("2026-01-06"), "bank", ""), Dates.Day("2026-01-08"));
        Assert.Equal([Eur(4)], Open(account, "2026-01-07").Select(item => item.Open));
        Assert.Equal([Eur(-6)], Open(account, "2026-01-08").Select(item => item.Open));
    }

    [Fact]
    public void A_mark_is_that_of_the_last_day_and_not_of_now()
    {
        var account = Account(R1);
        account.Do(new OpenDispute("inv_R1", "wrong"), Dates.Day("2026-01-20"));
        account.Do(new CloseDispute("inv_R1"), Dates.Day("2026-02-03"));
        account.Do(new AgreeInstalments("a1", ["inv_R1"], null, new InstalmentSchedule.Equal(2, Dates.Day("2026-03-01"), new BillingInterval(1, IntervalUnit.Month)), null), Dates.Day("2026-02-05"));
        Assert.Equal([null, StatementMark.Disputed, null, StatementMark.Arranged], new[] { "2026-01-19", "2026-01-31", "2026-02-04", "2026-02-28" }.Select(day => Assert.Single(Open(account, day)).Mark));
    }

    [Fact]
    public void What_was_handed_to_collections_is_marked()
    {
        var account = Account(R1);
        account.Record([new AccountSentToCollections("cas_1", Dates.Day("2026-03-01"), [new DunnedItem("inv_R1", "R1", R1.IssueDate, R1.DueDate, Eur(100), 6, DunningAction.Collections)], Eur(100), 3)], Dates.Day("2026-03-01"));
        Assert.Equal(StatementMark.InCollections, Assert.Single(Open(account, "2026-03-01")).Mark);
    }

    [Fact]
    public void Credit_that_is_to_be_paid_out_lessens_the_balance_but_not_what_is_asked_for()
    {
        var account = Account(R1, R2);
        account.Do(Pays("p1", 100, on: "2026-01-08"), Dates.Day("2026-01-08"));
        account.Do(Credits("inv_R1", CreditDisposition.Refund), Dates.Day("2026-01-09"));
        var statement = Statement.Of(account.History, StatementKind.OpenItems, Dates.Day("2026-01-01"), Dates.Day("2026-01-31"));
        Assert.Equal((Eur(-40), Eur(60)), (statement.Closing, statement.ToPay));
        Assert.Equal(["R2", "ACME-CRN-2026-000001"], statement.OpenItems.Select(item => item.Number));
    }

    [Fact]
    public void What_operators_wrote_for_themselves_is_on_no_statement()
    {
        var account = Account(R1);
        account.Do(new AdjustBalance("a1", Eur(10), ReasonCode.Goodwill, "difficult customer"), Dates.Day("2026-01-08"));
        Assert.DoesNotContain("difficult", Json.Write(Statement.Of(account.History, StatementKind.OpenItems, Dates.Day("2026-01-01"), Dates.Day("2026-01-31"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_payment_is_named_by_its_receipt()
    {
        var account = Account(World.Standard.WithPolicy(policy => policy with { Receipts = ReceiptPolicy.EveryPayment }), R1);
        account.Do(Pays("p1", 150, on: "2026-01-08"), Dates.Day("2026-01-08"));
        var statement = Statement.Of(account.History, StatementKind.Transactions, Dates.Day("2026-01-01"), Dates.Day("2026-01-31"));
        Assert.Equal(("ACME-RCP-2026-000001", "ACME-RCP-2026-000001"), (statement.Lines[^1].Number, Assert.Single(statement.OpenItems).Number));
    }

    [Fact]
    public void Nobody_writes_to_a_customer_whose_data_was_erased() =>
        Scenario.Given(new CustomerErased(2, Dates.Day("2026-01-02"))).When(Asks("s1"), on: "2026-02-01").Refused("customer-erased");

    [Fact]
    public void A_number_that_was_voided_is_not_used_again()
    {
        var account = Account(R1);
        var asked = Assert.IsType<Decision.NeedsNumbers>(account.Decide(Asks("s1"), Dates.Day("2026-02-01"))).Documents.Single();
        account.Numbers.Reserve([asked]);
        account.Do(new VoidNumber(asked.DocumentId, "ACME-STM-2026-000001"), Dates.Day("2026-02-01"));
        account.Do(Asks("s1"), Dates.Day("2026-02-01"));
        Assert.Equal("ACME-STM-2026-000002", account.Documents.Values.OfType<IssuedStatement>().Single().Number);
    }

    [Fact]
    public void An_account_that_was_never_opened_has_none() =>
        Assert.Contains("never opened", Assert.Throws<InvalidOperationException>(() => Statement.Of([], StatementKind.OpenItems, DateOnly.MinValue, DateOnly.MaxValue)).Message, StringComparison.Ordinal);

    private static IssueStatement Asks(string key) => new(key, StatementKind.BalanceForward, Dates.Day("2026-01-01"), Dates.Day("2026-01-31"));

    private static IReadOnlyList<StatementItem> Open(PaperAccount account, string through) => Statement.Of(account.History, StatementKind.OpenItems, DateOnly.MinValue, Dates.Day(through)).OpenItems;

    private static PaperAccount Account(params AccountEvent[] events) => Account(World.Standard, events);

    private static PaperAccount Account(World world, params AccountEvent[] events)
    {
        var account = new PaperAccount(world);
        account.Do(new OpenAccount(world.AccountId, 1), Dates.Day("2026-01-01"));
        foreach (var happened in events)
            account.Record([happened], happened is InvoiceFinalized issued ? issued.IssueDate : Dates.Day("2026-01-01"));
        return account;
    }
}
