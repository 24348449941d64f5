using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class PaymentTermsTests
{
    private const string Number = "ACME-INV-2026-000001";
    private static readonly PaymentTerms TwoTenNetThirty = new(PaymentTermsKind.Net, 30, null, new EarlyPaymentDiscount(2, 10));

    // 119.00 EUR with 19.00 EUR of tax; 2 % are 2.38 EUR with 0.38 EUR of tax.
    private static Scenario Billed() => In(World.Standard.WithPolicy(policy => policy with { Terms = TwoTenNetThirty }), Subscribed("crm", "2026-01-01"))
        .When(new RunBilling(), on: "2026-01-01").Then($"invoice {Number} of 119.00 EUR on 2026-01-01 due 2026-01-31, 2.38 less until 2026-01-11: crm 2026-01-01..2026-01-31 100.00");

    [Theory]
    [InlineData(PaymentTermsKind.DueOnReceipt, 30, null, "2026-01-31", "2026-01-31")]
    [InlineData(PaymentTermsKind.Net, 30, null, "2026-01-31", "2026-03-02")]
    [InlineData(PaymentTermsKind.Net, 30, null, "2024-01-31", "2024-03-01")]
    [InlineData(PaymentTermsKind.EndOfMonth, 0, null, "2026-01-05", "2026-01-31")]
    [InlineData(PaymentTermsKind.EndOfMonth, 30, null, "2026-01-31", "2026-03-02")]
    [InlineData(PaymentTermsKind.EndOfMonth, 30, 15, "2026-01-31", "2026-03-15")]
    [InlineData(PaymentTermsKind.EndOfMonth, 10, 31, "2026-01-31", "2026-02-28")]
    [InlineData(PaymentTermsKind.EndOfMonth, 20, 10, "2026-01-31", "2026-03-10")]
    [InlineData(PaymentTermsKind.EndOfMonth, 10, 10, "2026-12-01", "2027-01-10")]
    public void The_due_date_follows_from_the_terms(PaymentTermsKind kind, int days, int? dayOfMonth, string issued, string due) =>
        Assert.Equal(Dates.Day(due), new PaymentTerms(kind, days, dayOfMonth, null).DueDate(Dates.Day(issued)));

    [Fact]
    public void An_early_payment_of_all_but_the_discount_settles_the_invoice_and_lowers_the_tax()
    {
        var scenario = Billed().When(Pays("p1", 116.62m, on: "2026-01-11"), on: "2026-01-13").Then($"p1 of 116.62 EUR pays {Number} 116.62", $"{Number} less discount 2.38, DE 0.38");
        Assert.Equal((InvoiceStatus.Paid, 2m, -18.62m, 0m), (scenario.Invoice(Number).Status, scenario.Ledger("discounts"), scenario.Ledger("tax-payable:DE"), scenario.Ledger("receivables")));
    }

    [Fact]
    public void A_payment_after_the_days_or_of_less_takes_no_discount()
    {
        Billed().When(Pays("p1", 116.62m, on: "2026-01-12"), on: "2026-01-12").Then($"p1 of 116.62 EUR pays {Number} 116.62");
        Billed().When(Pays("p1", 116.61m, on: "2026-01-11"), on: "2026-01-11").Then($"p1 of 116.61 EUR pays {Number} 116.61");
    }

    [Fact]
    public void Two_early_payments_take_it_together() =>
        Billed().When(Pays("p1", 50, on: "2026-01-05"), on: "2026-01-05").Then($"p1 of 50.00 EUR pays {Number} 50.00")
            .When(Pays("p2", 66.62m, on: "2026-01-11"), on: "2026-01-11").Then($"p2 of 66.62 EUR pays {Number} 66.62", $"{Number} less discount 2.38, DE 0.38");

    [Fact]
    public void Who_pays_all_that_he_owes_has_not_taken_it() =>
        Billed().When(Pays("p1", 119, on: "2026-01-05"), on: "2026-01-05").Then($"p1 of 119.00 EUR pays {Number} 119.00");

    [Fact]
    public void Who_pays_all_of_the_invoice_that_he_names_has_not_taken_it() =>
        In(World.Standard.WithPolicy(policy => policy with { Terms = TwoTenNetThirty }), Invoiced("R1", 500, on: "2026-01-01", due: "2026-01-15"), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").ThenEach(_ => { })
            .When(id => Pays("p1", 119, on: "2026-01-05", id(Number)), on: "2026-01-05").Then($"p1 of 119.00 EUR pays {Number} 119.00");

    [Fact]
    public void A_discount_is_owed_again_when_its_payment_goes_back()
    {
        var scenario = Billed().When(Pays("p1", 116.62m, on: "2026-01-11"), on: "2026-01-11").Then($"p1 of 116.62 EUR pays {Number} 116.62", $"{Number} less discount 2.38, DE 0.38")
            .When(TakesBack("p1", 0.01m, on: "2026-01-20"), on: "2026-01-20").Then($"p1 less 0.01 EUR reopens {Number} 0.01", $"{Number} discount 2.38 owed again, DE 0.38");
        Assert.Equal((Eur(2.39m), 0m, -19m), (scenario.Invoice(Number).Balance, scenario.Ledger("discounts"), scenario.Ledger("tax-payable:DE")));
    }

    [Fact]
    public void A_credit_note_takes_its_share_of_the_discount_back_so_that_nobody_gets_what_he_never_paid()
    {
        var scenario = Billed().When(Pays("p1", 116.62m, on: "2026-01-11"), on: "2026-01-11").Then($"p1 of 116.62 EUR pays {Number} 116.62", $"{Number} less discount 2.38, DE 0.38")
            .When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-02-01")
            .Then($"{Number} discount 1.19 owed again, DE 0.19", $"ACME-CRN-2026-000001 credits 59.50 EUR of {Number} on 2026-02-01: line 1 50.00, settles {Number} 1.19, 58.31 to credit")
            .When(id => Credits(id(Number), key: "n2"), on: "2026-02-01")
            .Then($"{Number} discount 1.19 owed again, DE 0.19", $"ACME-CRN-2026-000002 credits 59.50 EUR of {Number} on 2026-02-01: line 1 50.00, settles {Number} 1.19, 58.31 to credit");
        Assert.Equal((Eur(116.62m), 0m, 0m), (scenario.State.Credit(), scenario.Ledger("discounts"), scenario.Ledger("tax-payable:DE")));
    }

    [Fact]
    public void What_is_credited_before_lowers_the_discount() =>
        Billed().When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-01-02").Then($"ACME-CRN-2026-000001 credits 59.50 EUR of {Number} on 2026-01-02: line 1 50.00, settles {Number} 59.50")
            .When(Pays("p1", 58.31m, on: "2026-01-11"), on: "2026-01-11").Then($"p1 of 58.31 EUR pays {Number} 58.31", $"{Number} less discount 1.19, DE 0.19");

    [Fact]
    public void A_cancelled_invoice_gives_back_what_was_paid_without_the_discount()
    {
        var scenario = Billed().When(Pays("p1", 116.62m, on: "2026-01-11"), on: "2026-01-11").Then($"p1 of 116.62 EUR pays {Number} 116.62", $"{Number} less discount 2.38, DE 0.38")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-12")
            .Then($"{Number} discount 2.38 owed again, DE 0.38", $"ACME-CAN-2026-000001 cancels {Number} on 2026-01-12: 2.38 EUR no longer owed, to credit again p1 116.62");
        Assert.Equal((0m, 0m, 0m, -116.62m), (scenario.Ledger("receivables"), scenario.Ledger("discounts"), scenario.Ledger("tax-payable:DE"), scenario.Ledger("customer-credit")));
    }

    [Fact]
    public void A_customer_may_have_terms_of_its_own_for_what_is_issued_from_then_on()
    {
        var own = new AccountTerms(new PaymentTerms(PaymentTermsKind.EndOfMonth, 15, null, null), null, "PO-77", "Thank you");
        var scenario = Billed().When(new ChangeBillingTerms(own), on: "2026-01-20").Then("terms changed")
            .When(new ChangeBillingTerms(own), on: "2026-01-20").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-01 due 2026-03-15: crm 2026-02-01..2026-02-28 100.00")
            .When(new ChangeBillingTerms(own with { DraftWindowDays = 2 }), on: "2026-02-20").Then("terms changed")
            .When(new RunBilling(), on: "2026-03-01").Then("draft of 119.00 EUR, final on 2026-03-03: crm 2026-03-01..2026-03-31 100.00");
        var issued = scenario.IssuedInvoices.Single(document => document.Number == "ACME-INV-2026-000002").Invoice;
        Assert.Equal(("PO-77", "Thank you"), (issued.PurchaseOrder, issued.Memo));
        Assert.Equal(Dates.Day("2026-01-31"), scenario.Invoice(Number).DueDate);
    }
}
