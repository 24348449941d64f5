using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class PaymentApplicationTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-01-05", due: "2026-01-10");

    [Fact]
    public void Money_pays_what_is_due_first() =>
        Given(R1, R2).When(Pays("p1", 80, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 80.00 EUR pays R2 60.00, R1 20.00");

    [Fact]
    public void The_invoice_that_the_payer_names_comes_before_older_ones() =>
        Given(R1, R2).When(id => Pays("p1", 120, on: "2026-01-08", id("R1")), on: "2026-01-08").Then("p1 of 120.00 EUR pays R1 100.00, R2 20.00");

    [Fact]
    public void What_is_contested_is_paid_last_unless_it_is_named()
    {
        Given(R1, R2, new DisputeOpened("inv_R2", "late")).When(Pays("p1", 120, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 120.00 EUR pays R1 100.00, R2 20.00");
        Given(R1, R2, new DisputeOpened("inv_R2", "late")).When(Pays("p1", 50, on: "2026-01-08", "inv_R2"), on: "2026-01-08").Then("p1 of 50.00 EUR pays R2 50.00");
    }

    [Fact]
    public void A_part_leaves_the_rest_owed()
    {
        var scenario = Given(R1).When(Pays("p1", 99.99m, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 99.99 EUR pays R1 99.99");
        Assert.Equal((Eur(0.01m), InvoiceStatus.PartlyPaid), (scenario.Invoice("R1").Balance, scenario.Invoice("R1").Status));
    }

    [Fact]
    public void What_is_too_much_is_credit_and_pays_the_next_invoice()
    {
        var scenario = Given(Subscribed("crm", "2026-02-01"), R1)
            .When(Pays("p1", 150, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 150.00 EUR pays R1 100.00, 50.00 to credit")
            .When(new RunBilling(), on: "2026-01-31").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00",
                "credit pays ACME-INV-2026-000001 50.00 from p1");
        var issued = scenario.IssuedInvoices.Single(document => document.Number == "ACME-INV-2026-000001");
        Assert.Equal((Eur(50), Eur(69)), (issued.CreditUsed, issued.AmountDue));
    }

    [Fact]
    public void A_payment_counts_from_the_day_that_its_money_came()
    {
        var scenario = Given(R1 with { Discount = new DiscountOffer(2, Dates.Day("2026-01-11"), Eur(2), []) })
            .When(Pays("p1", 98, on: "2026-01-10"), on: "2026-01-20").ThenEach(happened => Assert.Equal(Dates.Day("2026-01-10"), Assert.Single(AccountPosting.Post(happened)).PostingDate));
        Assert.Equal((Eur(0), Eur(2)), (scenario.Invoice("R1").Balance, scenario.Invoice("R1").Discount!.Amount));
    }

    [Fact]
    public void Older_credit_is_used_first() =>
        Given(Subscribed("crm", "2026-02-01"))
            .When(Pays("p2", 100, on: "2026-01-09"), on: "2026-01-10").Then("p2 of 100.00 EUR, 100.00 to credit")
            .When(Pays("p1", 70, on: "2026-01-08"), on: "2026-01-11").Then("p1 of 70.00 EUR, 70.00 to credit")
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00",
                "credit pays ACME-INV-2026-000001 70.00 from p1, ACME-INV-2026-000001 49.00 from p2");

    [Fact]
    public void A_refund_takes_unused_credit_first_and_then_reopens_what_was_paid_last()
    {
        var scenario = Given(R1, R2)
            .When(Pays("p1", 170, on: "2026-01-08"), on: "2026-01-08").Then("p1 of 170.00 EUR pays R2 60.00, R1 100.00, 10.00 to credit")
            .When(TakesBack("p1", 130, on: "2026-01-20"), on: "2026-01-20").Then("p1 less 130.00 EUR reopens R1 100.00, R2 20.00, 10.00 from credit");
        Assert.Equal((Eur(100), Eur(20)), (scenario.Invoice("R1").Balance, scenario.Invoice("R2").Balance));
        Assert.Equal((Eur(40), Eur(0)), (scenario.Payment("p1").Amount, scenario.Payment("p1").Unused));
        scenario.When(TakesBack("p1", 40.01m, on: "2026-01-20"), on: "2026-01-20").Refused("exceeds-payment")
            .When(TakesBack("p9", 1, on: "2026-01-20"), on: "2026-01-20").Refused("exceeds-payment");
    }

    [Fact]
    public void Money_in_another_currency_is_refused() =>
        Given(R1).When(new ApplyPayment("pay|p1|1", "p1", new Money(100, Currency.Of("USD")), Dates.Day("2026-01-08"), null), on: "2026-01-08").Refused("wrong-currency");

    [Fact]
    public void Many_invoices_are_settled_a_transaction_at_a_time()
    {
        var many = Enumerable.Range(1, 130).Select(n => (AccountEvent)Invoiced($"R{n:D3}", 1, on: "2026-01-01", due: "2026-01-15")).ToArray();
        var account = new StoredAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), .. many], Dates.Day("2026-01-01"));
        account.Do(Pays("p1", 200, on: "2026-01-08"), Dates.Day("2026-01-08"));
        Assert.Equal(Eur(90), account.Account!.Receivable());
        var runs = 0;
        while (AccountAgenda.BillOn(account.Account!) is not null)
        {
            Assert.InRange(Assert.IsType<CreditUsed>(Assert.Single(((Decision.Accepted)account.Do(new RunBilling(), Dates.Day("2026-01-09"))).Events)).Allocations.Count, 1, 48);
            runs++;
        }

        Assert.Equal((2, Eur(0), Eur(70)), (runs, account.Account!.Receivable(), account.Account!.Credit()));
    }
}
