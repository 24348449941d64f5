using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class CreditNoteTests
{
    private const string Number = "ACME-INV-2026-000001";
    private const string Note = "ACME-CRN-2026-000001";

    // 100.00 at 19 % and 10.00 at 7 %.
    private static Scenario Billed() => Given(Subscribed("crm", "2026-01-01"), Subscribed("book", "2026-01-01")).When(new RunBilling(), on: "2026-01-01")
        .Then($"invoice {Number} of 129.70 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00; book 2026-01-01..2026-01-31 10.00");

    [Fact]
    public void A_credit_note_over_all_of_an_invoice_mirrors_its_lines_and_taxes_and_settles_it()
    {
        var scenario = Billed()
            .When(id => Credits(id(Number)), on: "2026-01-10")
            .Then($"{Note} credits 129.70 EUR of {Number} on 2026-01-10: line 1 100.00, line 2 10.00, settles {Number} 129.70");
        var (invoice, note) = (Document(scenario, Number), Document(scenario, Note));
        Assert.Equal(invoice.Invoice.Lines.Select(line => (-line.Quantity, line.UnitPrice, -line.Net, line.Tax, line.Product, line.Period)),
            note.Invoice.Lines.Select(line => (line.Quantity, line.UnitPrice, line.Net, line.Tax, line.Product, line.Period)));
        Assert.Equal(invoice.Invoice.Taxes.Select(tax => (tax.Tax, -tax.Base, -tax.Amount)), note.Invoice.Taxes.Select(tax => (tax.Tax, tax.Base, tax.Amount)));
        Assert.Equal((DocumentKind.CreditNote, new PrecedingInvoice(Number, Dates.Day("2026-01-01"), ReasonCode.BillingError)), (note.Invoice.Kind, note.Preceding));
        Assert.Equal((InvoiceStatus.Paid, Eur(0)), (scenario.Invoice(Number).Status, scenario.State.Receivable()));
        Assert.All(new[] { "receivables", "customer-credit", "revenue:crm", "revenue:book", "deferred-revenue:crm", "tax-payable:DE" }, account => Assert.Equal(0, scenario.Ledger(account)));
    }

    [Fact]
    public void Parts_give_back_no_more_and_no_less_than_the_tax_of_the_whole()
    {
        // 33.33 × 19 % is 6.3327, three times 6.33 is 18.99; the note over the last cent gives the rest.
        var scenario = Billed();
        foreach (var (part, tax) in new[] { (33.33m, 6.33m), (33.33m, 6.34m), (33.33m, 6.33m), (0.01m, 0.00m) })
        {
            var before = scenario.Documents.Count;
            scenario.When(id => Credits(id(Number), $"n{before}", (1, part)), on: "2026-01-10").ThenEach(happened => Assert.Equal(Eur(-tax), ((CreditNoteIssued)happened).Note.Totals.Tax));
        }

        Assert.Equal(Eur(19), scenario.Invoice(Number).Credited!.Taxes.Single(tax => tax.Tax.Rate == 19).Amount);
        Assert.Equal(Eur(10.70m), scenario.Invoice(Number).Balance);
        scenario.When(id => Credits(id(Number), "again", (1, 0.01m)), on: "2026-01-10").Refused("exceeds-line")
            .When(id => Credits(id(Number), key: "rest"), on: "2026-01-11").Then($"ACME-CRN-2026-000005 credits 10.70 EUR of {Number} on 2026-01-11: line 2 10.00, settles {Number} 10.70")
            .When(id => Credits(id(Number), key: "more"), on: "2026-01-11").Refused("nothing-to-credit");
    }

    [Fact]
    public void Units_are_credited_at_what_they_were_billed_at_and_the_last_take_the_rest()
    {
        var scenario = Given(Subscribed("wiki-quarter", "2026-01-01", quantity: 3)).When(new RunBilling(), on: "2026-01-01")
            .Then($"invoice {Number} of 107.06 EUR on 2026-01-01 due 2026-01-15: wiki-quarter 2026-01-01..2026-03-31 89.97");
        scenario.When(id => Units(id, "n1", 1), on: "2026-01-10").Then($"{Note} credits 35.69 EUR of {Number} on 2026-01-10: line 1 29.99, settles {Number} 35.69")
            .When(id => Units(id, "n2", 3), on: "2026-01-10").Refused("exceeds-line")
            .When(id => Units(id, "n3", 2), on: "2026-01-10").Then($"ACME-CRN-2026-000002 credits 71.37 EUR of {Number} on 2026-01-10: line 1 59.98, settles {Number} 71.37");
        Assert.Equal((-1m, "seat", 29.99m), Document(scenario, Note).Invoice.Lines.Select(line => (line.Quantity, line.Unit, line.UnitPrice)).Single());

        static IssueCreditNote Units(Func<string, string> id, string key, decimal quantity) =>
            new(key, id(Number), [new CreditedPart(1, null, quantity)], ReasonCode.Cancellation, CreditDisposition.SettleInvoice);
    }

    [Fact]
    public void The_rounding_of_prices_with_tax_is_given_back_with_the_last_of_the_invoice()
    {
        // 3 × 9.99 with 19 % included: no net and tax sum to 29.97 and its parts alike.
        var line = InvoiceLine.Of(1, LineKind.Manual, "Book", "book", new ServicePeriod(Dates.Day("2026-01-01"), Dates.Day("2026-01-02")), 1, "pcs", 0.05m, new LineTax(TaxTreatment.Standard, 19, "DE", ""), Currency.Of("EUR")) with { TaxIncluded = true };
        var prices = Enumerable.Range(1, 4000).Select(cents => line with { UnitPrice = cents / 100m, Gross = Eur(cents / 100m) });
        var odd = prices.Select(price => InvoiceCalculation.Total("inv_R1", Currency.Of("EUR"), [price], [], 7, [])).First(invoice => !invoice.Totals.Rounding.IsZero);
        var scenario = Given(new InvoiceFinalized(odd, "R1", Dates.Day("2026-01-01"), Dates.Day("2026-01-15"), Dates.Day("2026-01-01"), 1, 3));
        scenario.When(Credits("inv_R1", "n1", (1, 0.01m)), on: "2026-01-10").ThenEach(happened => Assert.True(((CreditNoteIssued)happened).Note.Totals.Rounding.IsZero))
            .When(Credits("inv_R1", key: "n2"), on: "2026-01-10").ThenEach(happened => Assert.Equal(-odd.Totals.Rounding, ((CreditNoteIssued)happened).Note.Totals.Rounding));
        Assert.Equal((odd.Totals.Total, Eur(0)), (scenario.Invoice("R1").Credited!.Total, scenario.Invoice("R1").Balance));
        Assert.Equal(0, scenario.Ledger("rounding"));
    }

    [Fact]
    public void Deferred_revenue_is_taken_back_by_the_same_months_and_not_before_the_note()
    {
        var scenario = Given(Subscribed("wiki-quarter", "2026-01-01")).When(new RunBilling(), on: "2026-01-01")
            .Then($"invoice {Number} of 35.69 EUR on 2026-01-01 due 2026-01-15: wiki-quarter 2026-01-01..2026-03-31 29.99");
        scenario.When(id => Credits(id(Number), "n1", (1, 9)), on: "2026-02-10").ThenEach(happened => Assert.Equal(
            [
                "2026-02-10 deferred-revenue:wiki 9.00", "2026-02-10 tax-payable:DE 1.71", "2026-02-10 receivables -10.71",
                "2026-02-10 deferred-revenue:wiki -3.10", "2026-02-10 revenue:wiki 3.10",
                "2026-02-28 deferred-revenue:wiki -2.80", "2026-02-28 revenue:wiki 2.80",
                "2026-03-31 deferred-revenue:wiki -3.10", "2026-03-31 revenue:wiki 3.10",
            ],
            AccountPosting.Post(happened).SelectMany(entry => entry.Lines.Select(line => FormattableString.Invariant($"{entry.PostingDate:yyyy-MM-dd} {line.Account} {line.Amount.Amount}")))));
    }

    [Fact]
    public void What_exceeds_the_balance_is_credit_and_pays_the_next_invoice()
    {
        var scenario = Billed().When(Pays("p1", 129.70m, on: "2026-01-05"), on: "2026-01-05").Then($"p1 of 129.70 EUR pays {Number} 129.70")
            .When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-01-10").Then($"{Note} credits 59.50 EUR of {Number} on 2026-01-10: line 1 50.00, 59.50 to credit")
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000002 of 129.70 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00; book 2026-02-01..2026-02-28 10.00",
                $"credit pays ACME-INV-2026-000002 59.50 from {DocumentIds.OfCreditNote(World.Standard.AccountId, "n1")}");
        Assert.Equal((InvoiceStatus.Paid, Eur(0)), (scenario.Invoice(Number).Status, scenario.CreditNote(Note).Unused));
    }

    [Fact]
    public void As_credit_of_the_account_it_pays_what_is_due_first() =>
        Given(Invoiced("R0", 40, on: "2025-12-01", due: "2025-12-15"), Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Credits("inv_R1", CreditDisposition.AccountCredit), on: "2026-01-10").Then($"{Note} credits 100.00 EUR of R1 on 2026-01-10: line 1 100.00, 100.00 to credit")
            .When(new RunBilling(), on: "2026-01-10").Then($"credit pays R0 40.00 from {NoteId}, R1 60.00 from {NoteId}");

    [Fact]
    public void A_refund_settles_what_is_owed_and_the_rest_waits_to_be_paid_out()
    {
        var scenario = Given(Invoiced("R0", 40, on: "2026-01-01", due: "2026-02-15"), Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Pays("p1", 70, on: "2026-01-05", "inv_R1"), on: "2026-01-05").Then("p1 of 70.00 EUR pays R1 70.00")
            .When(Credits("inv_R1", CreditDisposition.Refund), on: "2026-01-10").Then($"{Note} credits 100.00 EUR of R1 on 2026-01-10: line 1 100.00, settles R1 30.00, 70.00 to credit")
            .When(new RunBilling(), on: "2026-01-11").ThenNothing();
        Assert.True(scenario.CreditNote(Note).ForRefund);
        Assert.Null(AccountAgenda.BillOn(scenario.State));
        scenario.When(new RecordRefund("r1", NoteId, Eur(70), Dates.Day("2026-01-12"), "bank", "T1"), on: "2026-01-12").Then("refund of 70.00 EUR by bank on 2026-01-12");
        Assert.Equal((Eur(40), Eur(0)), (scenario.State.Receivable(), scenario.State.Credit()));
        Assert.Equal(-70, scenario.Ledger("cash:bank"));
    }

    [Fact]
    public void Credit_that_waits_to_be_paid_out_can_stay_on_the_account_instead() =>
        Given(Invoiced("R0", 40, on: "2026-01-01", due: "2026-02-15"), Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Pays("p1", 100, on: "2026-01-05", "inv_R1"), on: "2026-01-05").Then("p1 of 100.00 EUR pays R1 100.00")
            .When(Credits("inv_R1", CreditDisposition.Refund), on: "2026-01-10").Then($"{Note} credits 100.00 EUR of R1 on 2026-01-10: line 1 100.00, 100.00 to credit")
            .When(new KeepAsCredit(NoteId), on: "2026-01-11").Then("kept as credit")
            .When(new RunBilling(), on: "2026-01-11").Then($"credit pays R0 40.00 from {NoteId}");

    [Fact]
    public void An_invoice_with_credit_notes_is_not_cancelled_and_a_cancelled_one_not_credited()
    {
        Billed().When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-01-10").Then($"{Note} credits 59.50 EUR of {Number} on 2026-01-10: line 1 50.00, settles {Number} 59.50")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-10").Refused("has-credit-notes");
        Billed().When(id => new VoidInvoice(id(Number)), on: "2026-01-10").Then($"ACME-CAN-2026-000001 cancels {Number} on 2026-01-10: 129.70 EUR no longer owed")
            .When(id => Credits(id(Number)), on: "2026-01-10").Refused("already-void");
        Billed().When(Credits("inv_x"), on: "2026-01-10").Refused("unknown-invoice");
    }

    [Fact]
    public void The_same_key_credits_once() =>
        Billed().When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-01-10").Then($"{Note} credits 59.50 EUR of {Number} on 2026-01-10: line 1 50.00, settles {Number} 59.50")
            .When(id => Credits(id(Number), "n1", (1, 50)), on: "2026-01-11").ThenNothing();

    [Fact]
    public void A_reversed_payment_reopens_what_it_paid_and_leaves_the_note_alone()
    {
        var scenario = Given(Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Pays("p1", 60, on: "2026-01-05"), on: "2026-01-05").Then("p1 of 60.00 EUR pays R1 60.00")
            .When(Credits("inv_R1", "n1", (1, 40)), on: "2026-01-10").Then($"{Note} credits 40.00 EUR of R1 on 2026-01-10: line 1 40.00, settles R1 40.00")
            .When(TakesBack("p1", 60, on: "2026-01-20"), on: "2026-01-20").Then("p1 less 60.00 EUR reopens R1 60.00")
            .When(TakesBack(NoteId, 1, on: "2026-01-20"), on: "2026-01-20").Refused("exceeds-payment");
        Assert.Equal((Eur(60), Eur(40)), (scenario.Invoice("R1").Balance, scenario.CreditNote(Note).Amount));
    }

    [Fact]
    public void A_line_is_named_once_by_an_amount_or_by_units() =>
        Billed().When(id => Credits(id(Number), "n1", (1, 1), (1, 2)), on: "2026-01-10").Refused("line-named-twice")
            .When(id => Credits(id(Number), "n1", (3, 1)), on: "2026-01-10").Refused("unknown-line")
            .When(id => new IssueCreditNote("n1", id(Number), [new CreditedPart(1, null, null)], ReasonCode.Other, CreditDisposition.Refund), on: "2026-01-10").Refused("exceeds-line")
            .When(id => new IssueCreditNote("n1", id(Number), [new CreditedPart(1, Eur(1), 1)], ReasonCode.Other, CreditDisposition.Refund), on: "2026-01-10").Refused("exceeds-line");

    [Fact]
    public void A_line_below_nothing_keeps_the_others_from_giving_back_more_than_was_billed()
    {
        var tax = new LineTax(TaxTreatment.Standard, 19, "DE", "");
        InvoiceLine Line(int no, decimal net) => InvoiceLine.Of(no, LineKind.Manual, "x", "crm", new ServicePeriod(Dates.Day("2026-01-01"), Dates.Day("2026-02-01")), 1, "pcs", net, tax, Currency.Of("EUR"));
        var invoice = InvoiceCalculation.Total("inv_R1", Currency.Of("EUR"), [Line(1, 100), Line(2, -40)], [], 7, []);
        Given(new InvoiceFinalized(invoice, "R1", Dates.Day("2026-01-01"), Dates.Day("2026-01-15"), Dates.Day("2026-01-01"), 1, 3))
            .When(Credits("inv_R1", "n1", (1, 60.01m)), on: "2026-01-10").Refused("exceeds-tax-group")
            .When(Credits("inv_R1", key: "n2"), on: "2026-01-10").Then($"{Note} credits 71.40 EUR of R1 on 2026-01-10: line 1 100.00, line 2 -40.00, settles R1 71.40");
    }

    private static string NoteId => DocumentIds.OfCreditNote(World.Standard.AccountId, "n1");

    private static IssuedInvoice Document(Scenario scenario, string number) => scenario.IssuedInvoices.Single(document => document.Number == number);
}
