using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class RefundTests
{
    private static RecordRefund PaysOut(decimal amount, string on = "2026-01-12", string creditId = "p1") => new("r1", creditId, Eur(amount), Dates.Day(on), "bank", "T1");

    private static Scenario Overpaid() => Given(Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
        .When(Pays("p1", 150, on: "2026-01-05"), on: "2026-01-05").Then("p1 of 150.00 EUR pays R1 100.00, 50.00 to credit");

    [Fact]
    public void Unused_credit_can_be_paid_out_and_goes_out_of_the_bank()
    {
        var scenario = Overpaid().When(PaysOut(50), on: "2026-01-12").Then("refund of 50.00 EUR by bank on 2026-01-12");
        Assert.Equal((-50m, 0m, Eur(50), Eur(0)), (scenario.Ledger("cash:bank"), scenario.Ledger("customer-credit"), scenario.Payment("p1").Refunded, scenario.State.Credit()));
    }

    [Fact]
    public void No_more_is_paid_out_than_is_unused_nor_before_its_day() =>
        Overpaid().When(PaysOut(50.01m), on: "2026-01-12").Refused("exceeds-credit")
            .When(PaysOut(1, creditId: "p9"), on: "2026-01-12").Refused("unknown-credit")
            .When(PaysOut(1, on: "2026-01-13"), on: "2026-01-12").Refused("paid-in-future");

    [Fact]
    public void What_was_paid_out_by_hand_cannot_be_taken_back_from_the_payment_again() =>
        Overpaid().When(PaysOut(50), on: "2026-01-12").Then("refund of 50.00 EUR by bank on 2026-01-12")
            .When(TakesBack("p1", 100.01m, on: "2026-01-13"), on: "2026-01-13").Refused("exceeds-payment")
            .When(TakesBack("p1", 100, on: "2026-01-13"), on: "2026-01-13").Then("p1 less 100.00 EUR reopens R1 100.00");

    [Fact]
    public void A_reversal_of_more_invoices_than_one_transaction_holds_takes_back_a_part_at_a_time()
    {
        var account = new StoredAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), .. Enumerable.Range(1, 130).Select(n => Invoiced($"R{n:D3}", 1, on: "2026-01-01", due: "2026-01-15"))], Dates.Day("2026-01-01"));
        account.Do(Pays("p1", 150, on: "2026-01-08"), Dates.Day("2026-01-08"));
        while (AccountAgenda.BillOn(account.Account!) is not null)
            account.Do(new RunBilling(), Dates.Day("2026-01-09"));

        var first = Assert.IsType<PaymentReversed>(Assert.Single(((Decision.Accepted)account.Do(TakesBack("p1", 150, on: "2026-01-10"), Dates.Day("2026-01-10"))).Events));
        Assert.Equal((Eur(110), Eur(20), 90), (first.Amount, first.FromCredit, first.Reopened.Count));
        account.Do(new ReversePayment("pay|p1|3", "p1", Eur(40), Dates.Day("2026-01-10")), Dates.Day("2026-01-10"));
        Assert.Equal((Eur(130), Eur(0)), (account.Account!.Receivable(), account.Account!.Credit()));
    }

    [Fact]
    public void An_invoice_paid_by_more_payments_than_one_transaction_holds_is_credited_not_cancelled()
    {
        var account = new StoredAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), Invoiced("R1", 200, on: "2026-01-01", due: "2026-01-15")], Dates.Day("2026-01-01"));
        for (var n = 1; n <= 120; n++)
            account.Do(Pays($"p{n}", 1, on: "2026-01-08"), Dates.Day("2026-01-08"));
        Assert.Equal("too-many-payments", Assert.IsType<Decision.Refused>(account.Do(new VoidInvoice("inv_R1"), Dates.Day("2026-01-09"))).Refusal.Code);
        account.Do(Credits("inv_R1"), Dates.Day("2026-01-09"));
        Assert.Equal((Eur(0), Eur(120)), (account.Account!.Receivable(), account.Account!.Credit()));
    }
}
