using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class OpeningBalanceTests
{
    private static OpeningInvoice Old(string number, decimal total, decimal balance, string on = "2025-11-01", string due = "2025-12-01") =>
        new(number, Dates.Day(on), Dates.Day(due), Eur(total), Eur(balance));

    private static TakeOverBalance TakesOver(params OpeningInvoice[] invoices) => new(Dates.Day("2025-12-31"), invoices, []);

    [Fact]
    public void What_was_owed_in_another_system_is_owed_here_and_a_payment_can_name_it()
    {
        var scenario = Given().When(new TakeOverBalance(Dates.Day("2025-12-31"), [Old("A-7", 100, 60), Old("A-6", 50, 0)], [new OpeningCredit("P-1", Dates.Day("2025-12-30"), Eur(20))]), on: "2026-01-02")
            .Then("taken over A-7 60.00 of 100.00, A-6 0.00 of 50.00, P-1 -20.00");
        Assert.Equal((60m, -20m, -40m), (scenario.Ledger("receivables"), scenario.Ledger("customer-credit"), scenario.Ledger("opening-balance")));
        Assert.Equal((InvoiceStatus.PartlyPaid, InvoiceStatus.Paid), (scenario.Invoice("A-7").Status, scenario.Invoice("A-6").Status));
        scenario.When(Pays("p1", 30, on: "2026-01-03", scenario.Invoice("A-7").ItemId), on: "2026-01-03").ThenEach(happened => Assert.Equal(Eur(30), ((PaymentApplied)happened).Allocations.Single().Amount))
            .When(new RunCollections(), on: "2026-01-03").ThenEach(_ => { });
        Assert.Equal(InvoiceStatus.Overdue, scenario.Invoice("A-7").Status);
    }

    [Fact]
    public void It_has_no_document_of_ours_to_credit_or_cancel_but_can_be_written_off()
    {
        var scenario = Given().When(TakesOver(Old("A-7", 100, 60)), on: "2026-01-02").Then("taken over A-7 60.00 of 100.00");
        var id = scenario.Invoice("A-7").ItemId;
        scenario.When(new VoidInvoice(id), on: "2026-01-03").Refused("taken-over")
            .When(Credits(id), on: "2026-01-03").Refused("taken-over")
            .When(new WriteOffInvoice("w1", id, null, ReasonCode.SmallBalance), on: "2026-01-03").Then("A-7 written off 60.00 EUR");
        Assert.Equal(60m, scenario.Ledger("bad-debt"));
    }

    [Fact]
    public void Nothing_is_taken_over_once_an_invoice_is_issued() =>
        Given(Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15")).When(TakesOver(Old("A-7", 100, 60)), on: "2026-01-02").Refused("already-issued");

    [Fact]
    public void A_long_list_comes_in_parts_of_at_most_eighty_and_each_number_once()
    {
        var account = new StoredAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1)], Dates.Day("2026-01-01"));
        OpeningInvoice[] all = [.. Enumerable.Range(1, 160).Select(n => Old($"A-{n}", 10, n % 2))];
        Assert.Equal("wrong-count", Refusal(account, TakesOver(all[..81])));
        Assert.IsType<Decision.Accepted>(account.Do(TakesOver(all[..80]), Dates.Day("2026-01-02")));
        Assert.IsType<Decision.Accepted>(account.Do(TakesOver(all[80..]), Dates.Day("2026-01-02")));
        Assert.Equal("taken-over-already", Refusal(account, TakesOver(all[1])));
        Assert.Equal("taken-over-already", Refusal(account, TakesOver(Old("B-1", 1, 1), Old("B-1", 1, 1))));
        Assert.Equal(Eur(80), account.Account!.Receivable());
    }

    [Theory]
    [InlineData(100, 100.01, "2025-11-01", "2025-12-01")]
    [InlineData(100, -1, "2025-11-01", "2025-12-01")]
    [InlineData(100, 1, "2025-11-01", "2025-10-31")]
    [InlineData(100, 1, "2026-01-01", "2026-01-31")]
    public void What_cannot_be_is_refused(decimal total, decimal balance, string on, string due) =>
        Given().When(TakesOver(Old("A-7", total, balance, on, due)), on: "2026-01-02").Refused("wrong-opening");

    private static string Refusal(StoredAccount account, TakeOverBalance command) => Assert.IsType<Decision.Refused>(account.Do(command, Dates.Day("2026-01-02"))).Refusal.Code;
}
