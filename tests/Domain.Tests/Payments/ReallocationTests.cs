using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ReallocationTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-02-01", due: "2026-02-15");
    private static readonly InvoiceFinalized R3 = Invoiced("R3", 50, on: "2026-02-02", due: "2026-02-16");

    private static ReallocateCredit Moves(string creditId, params (string Number, decimal Amount)[] lines) =>
        new(creditId, [.. lines.Select(line => new ReallocationLine($"inv_{line.Number}", Eur(line.Amount)))]);

    private static Scenario Paid(decimal amount, params AccountEvent[] events) =>
        Given(events).When(Pays("p1", amount, on: "2026-02-03"), on: "2026-02-03").ThenEach(happened => Assert.IsType<PaymentApplied>(happened));

    [Fact]
    public void What_stays_is_not_touched_and_what_is_left_over_is_credit()
    {
        var scenario = Paid(160, R1, R2, R3).When(Moves("p1", ("R1", 100), ("R3", 45)), on: "2026-02-10").Then("p1 moved, reopens R2 60.00, pays R3 45.00, 15.00 to credit");
        Assert.Equal((Eur(0), Eur(60), Eur(5), Eur(15)), (scenario.Invoice("R1").Balance, scenario.Invoice("R2").Balance, scenario.Invoice("R3").Balance, scenario.Payment("p1").Unused));
        Assert.Equal((65m, -15m), (scenario.Ledger(ChartOfAccounts.Receivables), scenario.Ledger(ChartOfAccounts.CustomerCredit)));
    }

    [Fact]
    public void What_is_left_over_is_used_by_the_next_run_on_what_is_due_first() =>
        Paid(60, R1, R2).When(Moves("p1", ("R2", 20)), on: "2026-02-10").Then("p1 moved, reopens R1 60.00, pays R2 20.00, 40.00 to credit")
            .When(new RunBilling(), on: "2026-02-10").Then("credit pays R1 40.00 from p1");

    [Fact]
    public void Unused_credit_is_put_on_the_invoice_that_is_named() =>
        Given(R1, R2).When(new AdjustBalance("a1", Eur(30), ReasonCode.Goodwill, "sorry"), on: "2026-02-10").Then("adjusted by 30.00 EUR: sorry")
            .When(Moves(DocumentIds.OfAdjustment(World.Standard.AccountId, "a1"), ("R2", 30)), on: "2026-02-10")
            .Then($"{DocumentIds.OfAdjustment(World.Standard.AccountId, "a1")} moved, pays R2 30.00, 30.00 from credit");

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var scenario = Paid(100, R1, R2).When(Moves("p1", ("R2", 60)), on: "2026-02-10").Then("p1 moved, reopens R1 100.00, pays R2 60.00, 40.00 to credit");
        scenario.When(Moves("p1", ("R2", 60)), on: "2026-02-10").Refused("nothing-changes");
        scenario.When(Moves("p1", ("R2", 40), ("R2", 20)), on: "2026-02-10").Refused("nothing-changes");
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        var scenario = Paid(100, R1, R2);
        scenario.When(Moves("p2", ("R2", 1)), on: "2026-02-10").Refused("unknown-credit");
        scenario.When(Moves("p1", ("R2", 60), ("R1", 40.01m)), on: "2026-02-10").Refused("exceeds-credit");
        scenario.When(Moves("p1", ("R2", 60.01m)), on: "2026-02-10").Refused("exceeds-balance");
        scenario.When(Moves("p1", ("R9", 1)), on: "2026-02-10").Refused("unknown-invoice");
        scenario.When(Moves("p1", ("R2", 0)), on: "2026-02-10").Refused("line-invalid");
        scenario.When(new ReallocateCredit("p1", [new ReallocationLine("inv_R2", new Money(1, Currency.Of("USD")))]), on: "2026-02-10").Refused("line-invalid");
        scenario.When(Pays("p2", 60, on: "2026-02-10"), on: "2026-02-10").Then("p2 of 60.00 EUR pays R2 60.00")
            .When(Moves("p1", ("R2", 1)), on: "2026-02-10").Refused("not-open");
    }

    [Fact]
    public void Nothing_is_put_on_an_invoice_that_is_cancelled() =>
        Paid(100, R1, R2).When(new VoidInvoice("inv_R2"), on: "2026-02-10").ThenEach(happened => Assert.IsType<InvoiceVoided>(happened))
            .When(Moves("p1", ("R2", 60)), on: "2026-02-10").Refused("already-void");

    [Fact]
    public void More_invoices_than_fit_a_transaction_are_moved_in_several()
    {
        var invoices = Enumerable.Range(1, 91).Select(no => Invoiced($"N{no}", 1, on: "2026-01-01", due: "2026-01-15")).ToArray();
        var scenario = Given([.. invoices, R2, new PaymentApplied("pay|p1|1", "p1", Eur(91), Dates.Day("2026-02-03"), Dates.Day("2026-02-03"), [.. invoices.Select(issued => new Allocation("p1", issued.Invoice.DocumentId, Eur(1)))], Eur(0))]);
        scenario.When(Moves("p1"), on: "2026-02-10").Refused("too-many-invoices");
        scenario.When(Moves("p1", ("N1", 1)), on: "2026-02-10").ThenEach(happened => Assert.Equal(90, Assert.IsType<CreditReallocated>(happened).Released.Count));
    }

    [Fact]
    public void What_was_given_up_for_a_payment_goes_with_it_and_what_is_certified_stays()
    {
        var tolerant = World.Standard.WithPolicy(policy => policy with { ShortPayment = new ShortPaymentTolerance(1, null) });
        Scenario.In(tolerant, R1, R2).When(Pays("p1", 99.50m, on: "2026-02-03", "inv_R1"), on: "2026-02-03").Then("p1 of 99.50 EUR pays R1 99.50", "R1 less short payment 0.50")
            .When(Moves("p1", ("R2", 60), ("R1", 39.50m)), on: "2026-02-10").Then("p1 moved, reopens R1 60.00, pays R2 60.00", "R1 short payment 0.50 owed again");

        var withheld = R1 with { Withholding = new ExpectedWithholding(10, "IN", Eur(100)) };
        var scenario = Given(withheld, R2).When(Pays("p1", 90, on: "2026-02-03", "inv_R1"), on: "2026-02-03").Then("p1 of 90.00 EUR pays R1 90.00", "R1 less tax withheld for IN 10.00");
        scenario.When(new RecordCertificate("inv_R1", scenario.Invoice("R1").Deductions[0].DeductionId, "16A"), on: "2026-02-05").Then("R1 tax withheld is certified: 16A")
            .When(Moves("p1", ("R2", 60)), on: "2026-02-10").Then("p1 moved, reopens R1 90.00, pays R2 60.00, 30.00 to credit");
    }

    [Fact]
    public void A_bad_debt_is_recovered_by_payments_alone()
    {
        var scenario = Given(R1, R2).When(new WriteOffInvoice("w1", "inv_R1", Eur(40), ReasonCode.Uncollectible), on: "2026-01-20").Then("R1 written off 40.00 EUR")
            .When(new AdjustBalance("a1", Eur(100), ReasonCode.Goodwill, "sorry"), on: "2026-02-10").Then("adjusted by 100.00 EUR: sorry");
        scenario.When(Moves(DocumentIds.OfAdjustment(World.Standard.AccountId, "a1"), ("R1", 61)), on: "2026-02-10").Refused("exceeds-balance");
        scenario.When(Pays("p1", 100, on: "2026-02-10", "inv_R2"), on: "2026-02-10").Then("p1 of 100.00 EUR pays R2 60.00, R1 40.00")
            .When(Moves("p1", ("R1", 75)), on: "2026-02-11").Then("p1 moved, reopens R2 60.00, pays R1 20.00, R1 15.00 written off, 25.00 to credit");
        Assert.Equal((Eur(0), Eur(25), 25m), (scenario.Invoice("R1").Balance, scenario.Invoice("R1").WrittenOff, scenario.Ledger(ChartOfAccounts.BadDebt)));
        scenario.When(Moves("p1", ("R1", 50)), on: "2026-02-12").Then("p1 moved, reopens R1 15.00 written off, R1 10.00, 25.00 to credit");
        Assert.Equal((Eur(10), Eur(40), 40m), (scenario.Invoice("R1").Balance, scenario.Invoice("R1").WrittenOff, scenario.Ledger(ChartOfAccounts.BadDebt)));
    }

    [Fact]
    public void What_waits_to_be_paid_out_is_put_nowhere_before_it_is_kept()
    {
        var scenario = Given(R1, R2).When(Pays("p1", 100, on: "2026-01-08", "inv_R1"), on: "2026-02-03").ThenEach(happened => Assert.IsType<PaymentApplied>(happened))
            .When(Credits("inv_R1", CreditDisposition.Refund), on: "2026-02-04").ThenEach(happened => Assert.IsType<CreditNoteIssued>(happened));
        var note = scenario.CreditNote("ACME-CRN-2026-000001").ItemId;
        scenario.When(Moves(note, ("R2", 60)), on: "2026-02-10").Refused("for-refund");
        scenario.When(new KeepAsCredit(note), on: "2026-02-10").Then("kept as credit")
            .When(Moves(note, ("R2", 60)), on: "2026-02-10").Then($"{note} moved, pays R2 60.00, 60.00 from credit");
    }

    [Fact]
    public void Money_that_is_taken_back_is_taken_from_where_it_was_put() =>
        Paid(100, R1, R2).When(Moves("p1", ("R2", 60), ("R1", 40)), on: "2026-02-10").Then("p1 moved, reopens R1 60.00, pays R2 60.00")
            .When(TakesBack("p1", 100, on: "2026-02-11"), on: "2026-02-11").Then("p1 less 100.00 EUR reopens R2 60.00, R1 40.00");
}
