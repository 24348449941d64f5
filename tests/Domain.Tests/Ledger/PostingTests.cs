using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class PostingTests
{
    private static readonly LineTax Tax = new(TaxTreatment.Standard, 19, "DE", "");

    private static InvoiceFinalized Issued(string issueDate, string postingDate, params (string Product, string Start, string End, decimal Net)[] lines)
    {
        var invoiceLines = lines.Select((line, index) => InvoiceLine.Of(
            index + 1, LineKind.Recurring, line.Product, line.Product, new ServicePeriod(Dates.Day(line.Start), Dates.Day(line.End)), 1, "seat", line.Net, Tax, Currency.Of("EUR"))).ToList();
        return new(InvoiceCalculation.Total("inv_1", Currency.Of("EUR"), invoiceLines, [], 7, []), "R1", Dates.Day(issueDate), Dates.Day("2026-12-31"), Dates.Day(postingDate), 1, 3);
    }

    private static InvoiceVoided Voided(InvoiceFinalized issued, string on, string postedOn, params Allocation[] released) => new(
        InvoiceCalculation.Cancel(issued.Invoice, "can_1"), "C1", Dates.Day(on), Dates.Day(postedOn), issued.Invoice.DocumentId, issued.Number, issued.PostingDate, 1,
        issued.Invoice.Totals.Total - Money.Sum(released.Select(part => part.Amount), Currency.Of("EUR")), released);

    private static string[] Lines(params IEnumerable<JournalEntry> entries) =>
        [.. entries.SelectMany(entry => entry.Lines.Select(line => $"{entry.PostingDate:yyyy-MM-dd} {line.Account} {line.Amount}"))];

    [Fact]
    public void An_entry_that_does_not_balance_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new JournalEntry(Dates.Day("2026-01-01"), "x", [new("receivables", Eur(1)), new("suspense", Eur(-0.99m))]));
        Assert.Throws<InvalidOperationException>(() => new JournalEntry(Dates.Day("2026-01-01"), "x", [new("receivables", Eur(1)), new("suspense", new Money(-1, Currency.Of("USD")))]));
        Assert.Single(new JournalEntry(Dates.Day("2026-01-01"), "x", [new("a", Eur(0)), new("b", Eur(1)), new("c", Eur(-1))]).Lines, line => line.Account == "b");
    }

    [Fact]
    public void Income_is_posted_by_how_it_is_taxed()
    {
        InvoiceLine[] lines = [Line(1, 90, Tax), Line(2, 10, Tax with { Rate = 7 }), Line(3, 5, new LineTax(TaxTreatment.ReverseCharge, 0, "FR", "note"))];
        var issued = Issued("2026-01-15", "2026-01-15", ("crm", "2026-01-15", "2026-02-15", 1)) with { Invoice = InvoiceCalculation.Total("inv_1", Currency.Of("EUR"), lines, [], 7, []) };

        Assert.Equal(
            ["deferred-revenue:crm -90.00 EUR Standard 19 DE", "deferred-revenue:crm -10.00 EUR Standard 7 DE", "deferred-revenue:crm -5.00 EUR ReverseCharge 0 FR", "tax-payable:DE -17.10 EUR Standard 19 DE", "tax-payable:DE -0.70 EUR Standard 7 DE"],
            Taxed(AccountPosting.Post(issued)));

        static InvoiceLine Line(int no, decimal net, LineTax tax) => InvoiceLine.Of(no, LineKind.Manual, "x", "crm", new ServicePeriod(Dates.Day("2026-01-15"), Dates.Day("2026-02-15")), 1, "h", net, tax, Currency.Of("EUR"));
    }

    [Fact]
    public void A_discount_lowers_the_base_of_each_tax_in_proportion()
    {
        DiscountTax[] taxes = [new("DE", Eur(0.57m)) { Treatment = TaxTreatment.Standard, Rate = 19, Base = Eur(100) }, new("DE", Eur(0.07m)) { Treatment = TaxTreatment.Standard, Rate = 7, Base = Eur(33) }, new("FR", Eur(0)) { Treatment = TaxTreatment.ReverseCharge, Base = Eur(33) }];

        Assert.Equal(
            ["tax-payable:DE 0.57 EUR Standard 19 DE", "tax-payable:DE 0.07 EUR Standard 7 DE", "discounts 3.01 EUR Standard 19 DE", "discounts 1.00 EUR Standard 7 DE", "discounts 0.99 EUR ReverseCharge 0 FR"],
            Taxed(AccountPosting.Post(new EarlyDiscountTaken("inv_1", "R1", "p1", Eur(5.64m), taxes, Dates.Day("2026-01-20"), Dates.Day("2026-01-20")))));

        // Of an older event, whose taxes had no base.
        Assert.Equal([], Taxed(AccountPosting.Post(new EarlyDiscountTaken("inv_1", "R1", "p1", Eur(5.64m), [new("DE", Eur(0.64m))], Dates.Day("2026-01-20"), Dates.Day("2026-01-20")))));
    }

    private static string[] Taxed(IEnumerable<JournalEntry> entries) =>
        [.. entries.SelectMany(entry => entry.Lines).Where(line => line.Tax is not null).Select(line => $"{line.Account} {line.Amount} {line.Tax!.Treatment} {line.Tax.Rate} {line.Tax.Jurisdiction}")];

    [Fact]
    public void Revenue_is_deferred_and_earned_by_the_days_of_each_month() =>
        Assert.Equal(
            [
                "2026-01-15 receivables 107.10 EUR", "2026-01-15 deferred-revenue:crm -90.00 EUR", "2026-01-15 tax-payable:DE -17.10 EUR",
                "2026-01-31 deferred-revenue:crm 17.00 EUR", "2026-01-31 revenue:crm -17.00 EUR",
                "2026-02-28 deferred-revenue:crm 28.00 EUR", "2026-02-28 revenue:crm -28.00 EUR",
                "2026-03-31 deferred-revenue:crm 31.00 EUR", "2026-03-31 revenue:crm -31.00 EUR",
                "2026-04-14 deferred-revenue:crm 14.00 EUR", "2026-04-14 revenue:crm -14.00 EUR",
            ],
            Lines(AccountPosting.Post(Issued("2026-01-15", "2026-01-15", ("crm", "2026-01-15", "2026-04-15", 90)))));

    [Fact]
    public void What_was_served_before_the_invoice_is_earned_on_its_day() =>
        Assert.Equal(
            [
                "2026-03-01 receivables 70.21 EUR", "2026-03-01 deferred-revenue:crm -59.00 EUR", "2026-03-01 tax-payable:DE -11.21 EUR",
                "2026-03-01 deferred-revenue:crm 59.00 EUR", "2026-03-01 revenue:crm -59.00 EUR",
            ],
            Lines(AccountPosting.Post(Issued("2026-03-01", "2026-03-01", ("crm", "2026-01-01", "2026-03-01", 59)))));

    [Fact]
    public void Shares_that_do_not_come_out_even_still_sum_to_the_line()
    {
        var entries = AccountPosting.Post(Issued("2026-01-31", "2026-01-31", ("crm", "2026-01-31", "2026-07-31", 99.97m), ("book", "2026-01-31", "2026-07-31", 0.05m)));
        Assert.Equal(-99.97m, entries.SelectMany(entry => entry.Lines).Where(line => line.Account == "revenue:crm").Sum(line => line.Amount.Amount));
        Assert.Equal(-0.05m, entries.SelectMany(entry => entry.Lines).Where(line => line.Account == "revenue:book").Sum(line => line.Amount.Amount));
        Assert.Equal(0, entries.SelectMany(entry => entry.Lines).Where(line => line.Account.StartsWith("deferred", StringComparison.Ordinal)).Sum(line => line.Amount.Amount));
    }

    [Fact]
    public void A_cancellation_takes_the_whole_schedule_back_what_was_earned_on_its_own_day()
    {
        var issued = Issued("2026-01-01", "2026-01-01", ("crm", "2026-01-01", "2026-04-01", 90));
        Assert.Equal(
            [
                "2026-02-10 receivables -107.10 EUR", "2026-02-10 deferred-revenue:crm 90.00 EUR", "2026-02-10 tax-payable:DE 17.10 EUR",
                "2026-02-10 deferred-revenue:crm -31.00 EUR", "2026-02-10 revenue:crm 31.00 EUR",
                "2026-02-28 deferred-revenue:crm -28.00 EUR", "2026-02-28 revenue:crm 28.00 EUR",
                "2026-03-31 deferred-revenue:crm -31.00 EUR", "2026-03-31 revenue:crm 31.00 EUR",
            ],
            Lines(AccountPosting.Post(Voided(issued, "2026-02-10", "2026-02-10"))));
    }

    [Fact]
    public void A_cancelled_invoice_leaves_nothing_on_any_account_but_the_credit_of_what_was_paid()
    {
        var issued = Issued("2026-01-01", "2026-01-01", ("crm", "2026-01-01", "2027-01-01", 100), ("book", "2026-01-01", "2026-02-01", 9.99m));
        var paid = new PaymentApplied("pay|p1|1", "p1", Eur(30), Dates.Day("2026-01-20"), Dates.Day("2026-01-20"), [new Allocation("p1", "inv_1", Eur(30))], Eur(0));
        var left = new AccountEvent[] { issued, paid, Voided(issued, "2026-05-10", "2026-05-10", new Allocation("p1", "inv_1", Eur(30))) }
            .SelectMany(AccountPosting.Post).SelectMany(entry => entry.Lines).GroupBy(line => line.Account)
            .Select(account => (account.Key, Sum: account.Sum(line => line.Amount.Amount))).Where(account => account.Sum != 0);
        Assert.Equal([("suspense", 30m), ("customer-credit", -30m)], left);
    }

    [Fact]
    public void Every_line_of_an_invoice_and_of_its_cancellation_names_the_invoice()
    {
        var issued = Issued("2026-01-01", "2026-01-01", ("crm", "2026-01-01", "2026-04-01", 90));
        Assert.All(new AccountEvent[] { issued, Voided(issued, "2026-02-10", "2026-02-10") }.SelectMany(AccountPosting.Post).SelectMany(entry => entry.Lines),
            line => Assert.Equal("inv_1", line.DocumentId));
    }

    [Fact]
    public void A_posting_into_a_closed_period_goes_to_the_first_open_day_and_says_so()
    {
        var scenario = Scenario.In(World.Standard.ClosedThrough("2026-01-31"), Subscribed("crm", "2026-01-20"));
        scenario.When(new RunBilling(), on: "2026-01-20").ThenEach(Moved("2026-01-20", "Invoice ACME-INV-2026-000001, of 2026-01-20 in a closed period"))
            .When(Pays("p1", 219, on: "2026-01-21"), on: "2026-01-22").ThenEach(Moved("2026-01-21", "Payment p1, of 2026-01-21 in a closed period"))
            .When(TakesBack("p1", 10, on: "2026-01-22"), on: "2026-01-22").ThenEach(Moved("2026-01-22", "Payment p1 taken back, of 2026-01-22 in a closed period"))
            .When(id => new VoidInvoice(id("ACME-INV-2026-000001")), on: "2026-01-23")
            .ThenEach(Moved("2026-01-23", "Invoice ACME-INV-2026-000001 cancelled by ACME-CAN-2026-000001, of 2026-01-23 in a closed period"));

        static Action<AccountEvent> Moved(string date, string text) => happened =>
        {
            var entry = AccountPosting.Post(happened)[0];
            Assert.Equal((Dates.Day("2026-02-01"), text), (entry.PostingDate, entry.Text));
            Assert.True(entry.PostingDate > Dates.Day(date));
            Assert.All(AccountPosting.Post(happened), posted => Assert.True(posted.PostingDate >= Dates.Day("2026-02-01")));
        };
    }

    [Fact]
    public void A_posting_into_an_open_period_stands_on_its_own_day()
    {
        Scenario.In(World.Standard.ClosedThrough("2026-01-31"), Subscribed("crm", "2026-02-01"))
            .When(new RunBilling(), on: "2026-02-01")
            .ThenEach(happened => Assert.Equal((Dates.Day("2026-02-01"), "Invoice ACME-INV-2026-000001"), (AccountPosting.Post(happened)[0].PostingDate, AccountPosting.Post(happened)[0].Text)));
    }

    [Fact]
    public void The_first_open_day_is_after_the_last_closing_that_has_taken_effect()
    {
        var seller = World.Standard.Seller with
        {
            ClosedPeriods = [new(Dates.Day("2025-12-31"), DateTimeOffset.UnixEpoch), new(Dates.Day("2026-01-31"), new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero))],
        };
        Assert.Equal(Dates.Day("2026-01-01"), seller.FirstOpenDay(new DateTimeOffset(2026, 2, 10, 11, 59, 59, TimeSpan.Zero)));
        Assert.Equal(Dates.Day("2026-02-01"), seller.FirstOpenDay(new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero)));
    }
}
