using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class WriteOffTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-01-05", due: "2026-01-20");

    private static WriteOffInvoice GivesUp(string documentId, decimal? amount = null) =>
        new("w1", documentId, amount is { } given ? Eur(given) : null, ReasonCode.Uncollectible);

    [Fact]
    public void What_is_written_off_is_bad_debt_and_dunned_no_more()
    {
        var scenario = Given(R1).When(GivesUp("inv_R1"), on: "2026-05-01").Then("R1 written off 100.00 EUR")
            .When(new RunCollections(), on: "2026-06-01").ThenNothing();
        Assert.Equal((InvoiceStatus.Uncollectible, Eur(0), 100m, 0m), (scenario.Invoice("R1").Status, scenario.State.Receivable(), scenario.Ledger("bad-debt"), scenario.Ledger("receivables")));
        scenario.When(GivesUp("inv_R1"), on: "2026-06-01").Refused("not-open")
            .When(GivesUp("inv_x"), on: "2026-06-01").Refused("unknown-invoice");
    }

    [Fact]
    public void A_part_can_be_given_up_and_the_rest_stays_owed()
    {
        var scenario = Given(R1).When(GivesUp("inv_R1", 100.01m), on: "2026-01-10").Refused("exceeds-balance")
            .When(GivesUp("inv_R1", 0.40m), on: "2026-01-10").Then("R1 written off 0.40 EUR");
        Assert.Equal((InvoiceStatus.Open, Eur(99.60m)), (scenario.Invoice("R1").Status, scenario.Invoice("R1").Balance));
    }

    [Fact]
    public void A_payment_pays_what_is_open_first_and_recovers_the_rest_of_what_was_given_up()
    {
        var scenario = Given(R1, R2).When(GivesUp("inv_R1"), on: "2026-05-01").Then("R1 written off 100.00 EUR")
            .When(Pays("p1", 100, on: "2026-06-01"), on: "2026-06-01").Then("p1 of 100.00 EUR pays R2 60.00, R1 40.00 written off");
        Assert.Equal((Eur(60), 60m, InvoiceStatus.Uncollectible), (scenario.Invoice("R1").WrittenOff, scenario.Ledger("bad-debt"), scenario.Invoice("R1").Status));
        scenario.When(Pays("p2", 75, on: "2026-06-02"), on: "2026-06-02").Then("p2 of 75.00 EUR pays R1 60.00 written off, 15.00 to credit");
        Assert.Equal((InvoiceStatus.Paid, 0m, Eur(15)), (scenario.Invoice("R1").Status, scenario.Ledger("bad-debt"), scenario.State.Credit()));
    }

    [Fact]
    public void The_payer_can_name_what_was_given_up() =>
        Given(R1, R2).When(GivesUp("inv_R1", 30), on: "2026-05-01").Then("R1 written off 30.00 EUR")
            .When(Pays("p1", 110, on: "2026-06-01", "inv_R1"), on: "2026-06-01").Then("p1 of 110.00 EUR pays R1 70.00, R1 30.00 written off, R2 10.00");

    [Fact]
    public void A_recovery_whose_payment_goes_back_is_bad_debt_again()
    {
        var scenario = Given(R1).When(GivesUp("inv_R1"), on: "2026-05-01").Then("R1 written off 100.00 EUR")
            .When(Pays("p1", 100, on: "2026-06-01"), on: "2026-06-01").Then("p1 of 100.00 EUR pays R1 100.00 written off")
            .When(TakesBack("p1", 100, on: "2026-06-09"), on: "2026-06-09").Then("p1 less 100.00 EUR reopens R1 100.00 written off");
        Assert.Equal((InvoiceStatus.Uncollectible, Eur(0), 100m, 0m), (scenario.Invoice("R1").Status, scenario.State.Receivable(), scenario.Ledger("bad-debt"), scenario.Ledger("suspense")));
    }

    [Fact]
    public void Crediting_what_was_written_off_takes_the_bad_debt_back_and_gives_no_credit_for_it()
    {
        var scenario = Given(R1).When(GivesUp("inv_R1", 80), on: "2026-05-01").Then("R1 written off 80.00 EUR")
            .When(Credits("inv_R1", CreditDisposition.Refund), on: "2026-05-02")
            .Then("ACME-CRN-2026-000001 credits 100.00 EUR of R1 on 2026-05-02: line 1 100.00, settles R1 20.00, R1 80.00 written off");
        Assert.Equal((0m, 0m, 0m, Eur(0)), (scenario.Ledger("bad-debt"), scenario.Ledger("receivables"), scenario.Ledger("revenue:crm"), scenario.State.Credit()));
    }

    [Fact]
    public void What_is_written_off_is_credited_not_cancelled()
    {
        Given(R1).When(GivesUp("inv_R1", 1), on: "2026-05-01").Then("R1 written off 1.00 EUR").When(new VoidInvoice("inv_R1"), on: "2026-05-02").Refused("written-off");
        var recovered = Given(R1).When(GivesUp("inv_R1"), on: "2026-05-01").Then("R1 written off 100.00 EUR")
            .When(Pays("p1", 100, on: "2026-06-01"), on: "2026-06-01").Then("p1 of 100.00 EUR pays R1 100.00 written off")
            .When(new VoidInvoice("inv_R1"), on: "2026-06-02").Then("ACME-CAN-2026-000001 cancels R1 on 2026-06-02: 0.00 EUR no longer owed, to credit again p1 100.00 written off");
        Assert.Equal((0m, 0m, Eur(100)), (recovered.Ledger("bad-debt"), recovered.Ledger("receivables"), recovered.State.Credit()));
    }
}
