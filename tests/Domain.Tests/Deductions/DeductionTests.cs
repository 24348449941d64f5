using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class DeductionTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");
    private static readonly InvoiceFinalized R2 = Invoiced("R2", 60, on: "2026-02-01", due: "2026-02-15");
    private static readonly World Tolerant = World.Standard.WithPolicy(policy => policy with { ShortPayment = new ShortPaymentTolerance(1, 2) });

    private static InvoiceFinalized Withheld(InvoiceFinalized issued, decimal percent) => issued with { Withholding = new ExpectedWithholding(percent, "IN", issued.Invoice.Totals.Net) };

    private static TakeDeduction Deducts(DeductionKind kind, decimal amount, string key = "d1", string jurisdiction = "") => new(key, "inv_R1", kind, Eur(amount), jurisdiction, "", "");

    private static string Id(string key) => DocumentIds.OfDeduction(World.Standard.AccountId, "inv_R1", key);

    [Theory]
    [InlineData(null, 2, 59.99, 1.19)]
    [InlineData(1, null, 59.99, 1)]
    [InlineData(1, 2, 20, 0.4)]
    [InlineData(1, 2, 100, 1)]
    public void The_tolerance_is_the_lesser_of_its_parts_and_never_rounded_up(int? amount, int? percent, double due, double most) =>
        Assert.Equal(Eur((decimal)most), new ShortPaymentTolerance(amount, percent).Of(Eur((decimal)due)));

    [Fact]
    public void Without_a_tolerance_a_cent_stays_owed() =>
        Given(R1).When(Pays("p1", 99.99m, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 99.99 EUR pays R1 99.99");

    [Fact]
    public void Of_what_a_payment_does_not_mean_nothing_is_given_up()
    {
        Scenario.In(Tolerant, R1, R2).When(Pays("p1", 99.50m, on: "2026-02-02"), on: "2026-02-02").Then("p1 of 99.50 EUR pays R1 99.50");
        Scenario.In(Tolerant, R1, R2).When(Pays("p1", 159.50m, on: "2026-02-02", "inv_R1"), on: "2026-02-02").Then("p1 of 159.50 EUR pays R1 100.00, R2 59.50");
        Scenario.In(Tolerant, R1, R2).When(Pays("p1", 100, on: "2026-02-02", "inv_unknown"), on: "2026-02-02").Then("p1 of 100.00 EUR pays R1 100.00");
    }

    [Fact]
    public void A_little_too_much_is_credit() =>
        Scenario.In(Tolerant, R1).When(Pays("p1", 100.20m, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 100.20 EUR pays R1 100.00, 0.20 to credit");

    [Fact]
    public void A_discount_may_be_taken_and_fallen_short_of_as_well() =>
        Scenario.In(Tolerant, R1 with { Discount = new DiscountOffer(2, Dates.Day("2026-01-11"), Eur(2), []) })
            .When(Pays("p1", 97.60m, on: "2026-01-10", "inv_R1"), on: "2026-01-10")
            .Then("p1 of 97.60 EUR pays R1 97.60", "R1 less discount 2.00", "R1 less short payment 0.40");

    [Fact]
    public void Only_what_is_exactly_withheld_is_taken_for_a_tax()
    {
        Given(Withheld(R1, 10)).When(Pays("p1", 90.01m, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 90.01 EUR pays R1 90.01");
        Given(Withheld(R1, 10)).When(Pays("p1", 100, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 100.00 EUR pays R1 100.00");
        Given(Withheld(R1, 10), Withheld(R2, 10)).When(Pays("p1", 144, on: "2026-02-10"), on: "2026-02-10")
            .Then("p1 of 144.00 EUR pays R1 90.00, R2 54.00", "R1 less tax withheld for IN 10.00", "R2 less tax withheld for IN 6.00");
    }

    [Fact]
    public void A_tax_is_withheld_of_an_invoice_once() =>
        Given(Withheld(R1, 10)).When(Deducts(DeductionKind.WithholdingTax, 10, jurisdiction: "IN"), on: "2026-01-09").Then("R1 less tax withheld for IN 10.00")
            .When(Pays("p1", 80, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 80.00 EUR pays R1 80.00");

    [Fact]
    public void An_operator_deducts_no_more_than_is_owed_and_once_by_a_key() =>
        Given(R1).When(Deducts(DeductionKind.BankCharges, 100.01m), on: "2026-01-10").Refused("exceeds-balance")
            .When(Deducts(DeductionKind.WithholdingTax, 10), on: "2026-01-10").Refused("jurisdiction-missing")
            .When(Deducts(DeductionKind.BankCharges, 15), on: "2026-01-10").Then("R1 less bank charges 15.00")
            .When(Deducts(DeductionKind.BankCharges, 15), on: "2026-01-10").ThenNothing()
            .When(Deducts(DeductionKind.ShortPayment, 85, "d2"), on: "2026-01-10").Then("R1 less short payment 85.00")
            .When(Deducts(DeductionKind.BankCharges, 1, "d3"), on: "2026-01-10").Refused("not-open");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_names_a_deduction_of_its_invoice_alone(bool needsApproval)
    {
        var world = needsApproval ? World.Standard.WithPolicy(policy => policy with { ApprovalLimit = 200 }) : World.Standard;
        var scenario = Scenario.In(world, R1, R2).When(Deducts(DeductionKind.BankCharges, 100), on: "2026-02-10").Then("R1 less bank charges 100.00")
            .When(Deducts(DeductionKind.BankCharges, 15) with { DocumentId = "inv_R2" }, on: "2026-02-10").Then("R2 less bank charges 15.00")
            .When(Deducts(DeductionKind.BankCharges, 100), on: "2026-02-10").ThenNothing();
        Assert.NotEqual(Assert.Single(scenario.Invoice("R1").Deductions).DeductionId, Assert.Single(scenario.Invoice("R2").Deductions).DeductionId);
    }

    [Fact]
    public void A_key_of_another_invoice_does_not_stand_for_what_is_refused() =>
        Given(R1, R2).When(Deducts(DeductionKind.BankCharges, 100), on: "2026-02-10").Then("R1 less bank charges 100.00")
            .When(Pays("p1", 60, on: "2026-02-11", "inv_R2"), on: "2026-02-11").Then("p1 of 60.00 EUR pays R2 60.00")
            .When(Deducts(DeductionKind.BankCharges, 15) with { DocumentId = "inv_R2" }, on: "2026-02-12").Refused("not-open");

    [Fact]
    public void A_deduction_over_the_limit_waits_for_a_second_person() =>
        Scenario.In(World.Standard.WithPolicy(policy => policy with { ApprovalLimit = 10 }), R1)
            .When(Deducts(DeductionKind.BankCharges, 15), on: "2026-01-10").Then("ann asks for 15.00 EUR: TakeDeduction")
            .AndGiven(world => world with { Actor = "bob" })
            .When(new Approve(DocumentIds.OfApproval(World.Standard.AccountId, "d1")), on: "2026-01-11").Then("bob approves for ann", "R1 less bank charges 15.00");

    [Fact]
    public void What_is_withdrawn_is_owed_again_and_gone()
    {
        var scenario = Given(R1).When(Deducts(DeductionKind.BankCharges, 15), on: "2026-01-10").Then("R1 less bank charges 15.00")
            .When(new RecordCertificate("inv_R1", Id("d1"), "c"), on: "2026-01-11").Refused("no-tax-withheld")
            .When(new WithdrawDeduction("inv_R1", Id("d1"), "wrong"), on: "2026-01-11").Then("R1 bank charges 15.00 owed again")
            .When(new WithdrawDeduction("inv_R1", Id("d1"), "wrong"), on: "2026-01-11").Refused("unknown-deduction");
        Assert.Equal((Eur(100), 0m), (scenario.Invoice("R1").Balance, scenario.Ledger("processor-fees")));
    }

    [Fact]
    public void An_invoice_waits_in_the_accounts_state_for_its_certificate()
    {
        var scenario = Given(Withheld(R1, 10)).When(Pays("p1", 90, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 90.00 EUR pays R1 90.00", "R1 less tax withheld for IN 10.00");
        var deduction = Assert.Single(Assert.Single(scenario.State.Snapshot().Invoices).Deductions);
        scenario.When(new RecordCertificate("inv_R1", deduction.DeductionId, "16A"), on: "2026-03-01").Then("R1 tax withheld is certified: 16A")
            .When(new RecordCertificate("inv_R1", deduction.DeductionId, "16A"), on: "2026-03-01").ThenNothing();
        Assert.Empty(scenario.State.Snapshot().Invoices);
    }

    [Fact]
    public void An_invoice_that_is_cancelled_takes_back_what_was_given_up_of_it() =>
        Scenario.In(Tolerant, R1).When(Pays("p1", 99.50m, on: "2026-01-10", "inv_R1"), on: "2026-01-10").Then("p1 of 99.50 EUR pays R1 99.50", "R1 less short payment 0.50")
            .When(new VoidInvoice("inv_R1"), on: "2026-01-11")
            .Then("R1 short payment 0.50 owed again", "ACME-CAN-2026-000001 cancels R1 on 2026-01-11: 0.50 EUR no longer owed, to credit again p1 99.50");

    private static Scenario Given(params AccountEvent[] events) => Scenario.Given(events);
}
