using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class BillingRunTests
{
    [Fact]
    public void Periods_due_on_one_day_come_on_one_invoice_taxed_by_category()
    {
        var scenario = Given(Subscribed("crm", "2026-01-01", quantity: 3), Subscribed("book", "2026-01-01"), Subscribed("crm-arrears", "2025-12-01"))
            .When(new RunBilling(), on: "2026-01-01")
            .Then("invoice ACME-INV-2026-000001 of 404.59 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 300.00; book 2026-01-01..2026-01-31 10.00; crm-arrears 2025-12-01..2025-12-31 31.00");
        var invoice = scenario.IssuedInvoices.Single().Invoice;
        Assert.Equal([(19m, Eur(331), Eur(62.89m)), (7m, Eur(10), Eur(0.70m))], invoice.Taxes.Select(tax => (tax.Tax.Rate, tax.Base, tax.Amount)));
        Assert.Equal(new InvoiceTotals(Eur(341), Eur(63.59m), Eur(404.59m), Eur(0)), invoice.Totals);
    }

    [Fact]
    public void Tax_is_rounded_once_per_category_not_per_line() =>
        In(World.Standard.WithPrice(World.Standard.Prices["crm"] with { Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(0.03m))] })
                .WithPrice(World.Standard.Prices["crm-arrears"] with { Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(0.03m))] }),
            Subscribed("crm", "2026-02-01"), Subscribed("crm-arrears", "2026-01-01"))
            .When(new RunBilling(), on: "2026-02-01")
            .Then("invoice ACME-INV-2026-000001 of 0.07 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 0.03; crm-arrears 2026-01-01..2026-01-31 0.03");

    [Fact]
    public void After_a_gap_the_oldest_periods_are_billed_first_and_what_is_over_the_cap_waits_for_a_review() =>
        Given(Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-05-02").Then(
                "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-05-02 due 2026-05-16: crm 2026-01-01..2026-01-31 100.00",
                "invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-05-02 due 2026-05-16: crm 2026-02-01..2026-02-28 100.00",
                "invoice ACME-INV-2026-000003 of 119.00 EUR on 2026-05-02 due 2026-05-16: crm 2026-03-01..2026-03-31 100.00",
                "parked: More than 3 periods were due at once; the oldest were billed, the rest waits for a review.")
            .When(new RunBilling(), on: "2026-05-03").ThenNothing()
            .When(new ResumeBilling(), on: "2026-05-03").Then("resumed")
            .When(new RunBilling(), on: "2026-05-03").Then(
                "invoice ACME-INV-2026-000004 of 119.00 EUR on 2026-05-03 due 2026-05-17: crm 2026-04-01..2026-04-30 100.00",
                "invoice ACME-INV-2026-000005 of 119.00 EUR on 2026-05-03 due 2026-05-17: crm 2026-05-01..2026-05-31 100.00");

    [Fact]
    public void A_gap_within_the_cap_is_caught_up_without_a_review() =>
        Given(Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-03-31").Then(
            "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-03-31 due 2026-04-14: crm 2026-01-01..2026-01-31 100.00",
            "invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-03-31 due 2026-04-14: crm 2026-02-01..2026-02-28 100.00",
            "invoice ACME-INV-2026-000003 of 119.00 EUR on 2026-03-31 due 2026-04-14: crm 2026-03-01..2026-03-31 100.00");

    [Fact]
    public void A_missing_price_parks_the_account_and_bills_what_is_before_it()
    {
        In(World.Standard.WithoutPrice("book"), Subscribed("crm", "2026-01-01"), Subscribed("book", "2026-01-02"))
            .When(new RunBilling(), on: "2026-01-02").Then(
                "invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-02 due 2026-01-16: crm 2026-01-01..2026-01-31 100.00",
                "parked: The seller has no price book; restore it, then resume billing.")
            .AndGiven(_ => World.Standard)
            .When(new ResumeBilling(), on: "2026-01-03").Then("resumed")
            .When(new RunBilling(), on: "2026-01-03").Then("invoice ACME-INV-2026-000002 of 10.70 EUR on 2026-01-03 due 2026-01-17: book 2026-01-02..2026-02-01 10.00");
    }

    [Fact]
    public void Nothing_is_billed_that_the_tax_table_does_not_cover() =>
        In(World.Standard with { Profile = World.Standard.Profile with { Address = new PostalAddress("Rue 1", "75001", "Paris", "IDF", "FR") } }, Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("parked: No tax rule covers standard for FR IDF; add one, then resume billing.");

    [Fact]
    public void An_invoice_below_zero_is_not_issued() =>
        In(World.Standard.WithPrice(World.Standard.Prices["crm"] with { Versions = [new(Dates.Day("2020-01-01"), new PerUnitPricing(-1))] }), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("parked: The invoice due on 2026-01-01 would be -1.19 EUR; correct the prices, then resume billing.");

    [Fact]
    public void What_is_free_is_invoiced_and_owes_nothing()
    {
        var scenario = Given(Subscribed("free", "2026-01-01")).When(new RunBilling(), on: "2026-01-01")
            .Then("invoice ACME-INV-2026-000001 of 0.00 EUR on 2026-01-01 due 2026-01-15: free 2026-01-01..2026-01-31 0.00");
        Assert.Equal(InvoiceStatus.Paid, scenario.Invoice("ACME-INV-2026-000001").Status);
        Assert.Null(AccountAgenda.CollectOn(scenario.State, World.Standard.Policy, Dates.Day("2026-01-01")));
    }

    [Fact]
    public void A_draft_gets_its_number_when_its_window_ends() =>
        In(World.Standard.WithPolicy(policy => policy with { DraftWindowDays = 2 }), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("draft of 119.00 EUR, final on 2026-01-03: crm 2026-01-01..2026-01-31 100.00")
            .When(new RunBilling(), on: "2026-01-02").ThenNothing()
            .When(new RunBilling(), on: "2026-01-03").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-03 due 2026-01-17: crm 2026-01-01..2026-01-31 100.00")
            .When(new RunBilling(), on: "2026-01-31").ThenNothing();

    [Fact]
    public void Exactly_the_documents_to_be_issued_ask_for_numbers_of_their_year()
    {
        var account = new PaperAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), Subscribed("crm", "2025-11-30"), Subscribed("book", "2025-12-15")], Dates.Day("2025-11-30"));
        var asked = Assert.IsType<Decision.NeedsNumbers>(account.Decide(new RunBilling(), Dates.Day("2026-01-02"))).Documents;
        Assert.Equal(["ACME-INV-2026", "ACME-INV-2026", "ACME-INV-2026"], asked.Select(document => document.Series.Name));

        account.Numbers.Reserve(asked.Take(1));
        Assert.Equal(asked.Skip(1), Assert.IsType<Decision.NeedsNumbers>(account.Decide(new RunBilling(), Dates.Day("2026-01-02"))).Documents);
        account.Numbers.Reserve(asked.Skip(1));
        var issued = Assert.IsType<Decision.Accepted>(account.Decide(new RunBilling(), Dates.Day("2026-01-02"))).Events.Cast<InvoiceFinalized>();
        Assert.Equal(asked.Select(document => document.DocumentId), issued.Select(invoice => invoice.Invoice.DocumentId));
    }

    [Fact]
    public void A_document_whose_number_was_voided_gets_another_id_and_number()
    {
        var account = new PaperAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), Subscribed("crm", "2026-01-01")], Dates.Day("2026-01-01"));
        var first = Assert.IsType<Decision.NeedsNumbers>(account.Decide(new RunBilling(), Dates.Day("2026-01-01"))).Documents.Single();
        account.Numbers.Reserve([first]);
        Assert.IsType<Decision.Accepted>(account.Do(new VoidNumber(first.DocumentId, "ACME-INV-2026-000001"), Dates.Day("2026-01-02")));
        Assert.Empty(Assert.IsType<Decision.Accepted>(account.Do(new VoidNumber(first.DocumentId, "ACME-INV-2026-000001"), Dates.Day("2026-01-02"))).Events);

        account.Do(new RunBilling(), Dates.Day("2026-01-02"));
        var issued = account.Events.OfType<InvoiceFinalized>().Single();
        Assert.NotEqual(first.DocumentId, issued.Invoice.DocumentId);
        Assert.Equal("ACME-INV-2026-000002", issued.Number);
        Assert.True(account.Documents[first.DocumentId].IsVoidSheet);
    }

    [Fact]
    public void The_number_of_an_issued_document_or_of_a_draft_is_not_voided()
    {
        Given(Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00")
            .When(id => new VoidNumber(id("ACME-INV-2026-000001"), "ACME-INV-2026-000001"), on: "2026-01-02").Refused("already-issued");
        var drafted = In(World.Standard.WithPolicy(policy => policy with { DraftWindowDays = 2 }), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("draft of 119.00 EUR, final on 2026-01-03: crm 2026-01-01..2026-01-31 100.00");
        drafted.When(new VoidNumber(drafted.State.Drafts[0].DocumentId, "ACME-INV-2026-000001"), on: "2026-01-02").Refused("still-a-draft");
    }

    [Fact]
    public void A_number_left_over_from_the_old_year_is_voided_on_a_sheet_of_its_own()
    {
        var scenario = Given(Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 119.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00")
            .When(id => new VoidNumber(id("ACME-INV-2026-000001"), "ACME-INV-2025-000009"), on: "2026-01-02").Then("number ACME-INV-2025-000009 void")
            .When(id => new VoidNumber(id("ACME-INV-2026-000001"), "ACME-INV-2025-000009"), on: "2026-01-02").ThenNothing();
        Assert.Equal("ACME-INV-2025-000009", scenario.Documents[DocumentIds.OfVoidNumber(World.Standard.AccountId, "ACME-INV-2025-000009")].Number);
        Assert.Equal(InvoiceStatus.Open, scenario.Invoice("ACME-INV-2026-000001").Status);
    }

    [Fact]
    public void More_than_one_transaction_holds_is_left_for_the_next_run()
    {
        var many = Enumerable.Range(1, 120).Select(n => Subscribed("crm", "2026-01-01") with { Subscription = Subscribed("crm", "2026-01-01").Subscription with { SubscriptionId = $"crm-{n}" } });
        var account = new StoredAccount(World.Standard);
        account.Record([new AccountOpened(World.Standard.AccountId, 1), .. many], Dates.Day("2026-01-01"));
        var periods = new List<int>();
        while (AccountAgenda.BillOn(account.Account!) <= Dates.Day("2026-01-01"))
            periods.Add(((Decision.Accepted)account.Do(new RunBilling(), Dates.Day("2026-01-01"))).Events.OfType<InvoiceFinalized>().Sum(issued => issued.Invoice.Periods.Count));
        Assert.Equal([50, 50, 20], periods);
        Assert.Equal(120, account.Events.OfType<InvoiceFinalized>().SelectMany(issued => issued.Invoice.Periods).Distinct().Count());
    }

    [Fact]
    public void Many_drafts_periods_and_payments_in_one_run_still_fit_a_transaction()
    {
        var subscription = Subscribed("crm", "2026-01-01").Subscription;
        var many = Enumerable.Range(1, 70).Select(n => new SubscriptionStarted(subscription with { SubscriptionId = $"crm-{n}", Start = Dates.Day("2026-01-01").AddDays(n), Terms = [subscription.Terms[0] with { Anchor = Dates.Day("2026-01-01").AddDays(n) }], BilledThrough = Dates.Day("2026-01-01").AddDays(n) }));
        var account = new StoredAccount(World.Standard.WithPolicy(policy => policy with { DraftWindowDays = 5, CatchUpPeriods = 9 }));
        account.Record([new AccountOpened(World.Standard.AccountId, 1), .. many], Dates.Day("2026-01-01"));
        for (var n = 1; n <= 90; n++)
            account.Do(Pays($"p{n:D2}", 99, on: "2026-01-01"), Dates.Day("2026-01-01"));
        foreach (var day in new[] { "2026-03-20", "2026-03-25", "2026-03-30" })
        {
            for (var runs = 0; AccountAgenda.BillOn(account.Account!) is { } next && next <= Dates.Day(day); runs++)
            {
                Assert.InRange(runs, 0, 100);
                account.Do(new RunBilling(), Dates.Day(day));
            }
        }

        Assert.Null(account.Account!.ParkedBecause);
        Assert.Equal(Eur(0), account.Account.Credit());
        Assert.Equal(account.Documents.Count, account.Events.OfType<InvoiceDrafted>().Count() - account.Account.Drafts.Count);
    }
}
