using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

/// <summary>What fails the rules gets no number: a run parks the account, and whoever asks by hand is refused.</summary>
public class EInvoiceGateTests
{
    private const string Number = "ACME-INV-2026-000001";

    // Without a contact's name and a reference to route by, no XRechnung can be written.
    private static World Incomplete { get; } = Formats.FacturX with
    {
        Seller = Formats.FacturX.Seller with { Contact = Formats.FacturX.Seller.Contact with { Name = "" } },
        Profile = Formats.FacturX.Profile with { EInvoiceFormat = EInvoiceFormat.XRechnungUbl, Reference = "" },
    };

    private static World Mended(World world) => world with { Seller = Formats.FacturX.Seller, Profile = world.Profile with { Reference = "04011000-1234512345-06" } };

    [Fact]
    public void A_run_parks_the_account_numbers_nothing_and_goes_on_once_all_is_mended()
    {
        var scenario = Scenario.In(Incomplete, Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01").ThenEach(happened =>
        {
            var reason = Assert.IsType<BillingParked>(happened).Reason;
            Assert.Contains("BT-41 seller.contact.name: ", reason, StringComparison.Ordinal);
            Assert.Contains("BT-10 customer.reference: ", reason, StringComparison.Ordinal);
            Assert.EndsWith("Mend this, then resume billing.", reason, StringComparison.Ordinal);
        });
        Assert.Empty(scenario.Numbers.ByDocument);
        scenario.AndGiven(Mended).When(new RunBilling(), on: "2026-01-02").ThenNothing()
            .When(new ResumeBilling(), on: "2026-01-02").Done()
            .When(new RunBilling(), on: "2026-01-02").Then($"invoice {Number} of 119.00 EUR on 2026-01-02 due 2026-01-16: crm 2026-01-01..2026-01-31 100.00");
        Assert.Equal(EInvoiceFormat.XRechnungUbl, EInvoice.Of(scenario.IssuedInvoices.Single())!.Format);
    }

    [Fact]
    public void A_draft_waits_without_a_number_and_is_issued_once_all_is_mended()
    {
        var scenario = Scenario.In(Incomplete.WithPolicy(policy => policy with { DraftWindowDays = 3 }), Subscribed("crm", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").ThenEach(happened => Assert.IsType<InvoiceDrafted>(happened))
            .When(new RunBilling(), on: "2026-01-04").ThenEach(happened => Assert.IsType<BillingParked>(happened))
            .When(new FinalizeDraft("inv_x"), on: "2026-01-04").Refused("unknown-draft");
        var draft = scenario.State.Drafts.Single().DocumentId;
        scenario.When(new FinalizeDraft(draft), on: "2026-01-04").Refused("e-invoice-incomplete");
        Assert.Empty(scenario.Numbers.ByDocument);
        scenario.AndGiven(Mended).When(new FinalizeDraft(draft), on: "2026-01-04").ThenEach(happened => Assert.IsType<InvoiceFinalized>(happened));
    }

    [Fact]
    public void Other_documents_of_the_same_run_are_issued()
    {
        // The days that are out of scope cannot stand with those that are taxed, and only the second invoice has both.
        var outside = new TaxRule("DE", "", "outside", false, Dates.Day("2020-01-01"), TaxTreatment.OutOfScope, 0, "DE", "Not taxable here", "VATEX-EU-O");
        var world = Formats.FacturX.Asking(EInvoiceFormat.Cii) with { Taxes = Formats.FacturX.Taxes with { Rules = [.. Formats.FacturX.Taxes.Rules, outside] } };
        var scenario = Scenario.In(world, Subscribed("crm", "2026-01-01"))
            .When(new AddCharge("c1", new ManualLine("Expenses", "crm", 1, "", 20, "outside"), Dates.Day("2026-02-01")), on: "2026-01-01").Done()
            .When(new RunBilling(), on: "2026-02-02").ThenEach(happened => Assert.True(happened is InvoiceFinalized or BillingParked));
        Assert.Equal(Number, scenario.IssuedInvoices.Single().Number);
        Assert.Contains("BR-O-11", scenario.State.ParkedBecause, StringComparison.Ordinal);
        Assert.Single(scenario.Numbers.ByDocument);
    }

    [Fact]
    public void Only_where_the_customer_asked_is_what_the_standard_cannot_say_refused()
    {
        var outside = new TaxRule("DE", "", "outside", false, Dates.Day("2020-01-01"), TaxTreatment.OutOfScope, 0, "DE", "Not taxable here", "VATEX-EU-O");
        var issue = new IssueInvoice("one", [new ManualLine("Work", "crm", 1, "", 20, "standard"), new ManualLine("Expenses", "crm", 1, "", 20, "outside")], "", "");
        var world = Formats.FacturX with { Taxes = Formats.FacturX.Taxes with { Rules = [.. Formats.FacturX.Taxes.Rules, outside] } };
        var scenario = Scenario.In(world).When(issue, on: "2026-01-01").Done();
        Assert.Null(EInvoice.Of(scenario.IssuedInvoices.Single()));
        Scenario.In(world.Asking(EInvoiceFormat.FacturX)).When(issue, on: "2026-01-01").Refused("e-invoice-incomplete");
    }

    [Fact]
    public void Who_asks_for_a_document_by_hand_is_told_every_fault()
    {
        var issue = new IssueInvoice("one", [new ManualLine("Work", "crm", 1, "", 20, "standard")], "", "");
        var scenario = Scenario.In(Incomplete).When(issue, on: "2026-01-01").Refused("e-invoice-incomplete");
        Assert.Empty(scenario.Numbers.ByDocument);
        scenario.AndGiven(Mended).When(issue, on: "2026-01-01").ThenEach(happened => Assert.IsType<InvoiceFinalized>(happened));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_correction_of_an_e_invoice_keeps_the_rules_and_one_of_a_pdf_is_never_held_up(bool wasEInvoice)
    {
        var before = wasEInvoice ? Formats.FacturX : World.Standard;
        Scenario Billed() => Scenario.In(before, Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01").Done().AndGiven(_ => Incomplete);
        Func<Func<string, string>, AccountCommand>[] corrections = [id => Credits(id(Number)), id => new VoidInvoice(id(Number))];
        foreach (var correction in corrections)
        {
            var scenario = Billed().When(correction, on: "2026-01-05");
            if (wasEInvoice)
                scenario.Refused("e-invoice-incomplete").AndGiven(Mended).When(correction, on: "2026-01-05");
            scenario.Done();
            Assert.Equal(wasEInvoice, scenario.IssuedInvoices.Last().IsEInvoice);
            Assert.Equal(2, scenario.Numbers.ByDocument.Count);
        }
    }

    [Fact]
    public void What_is_billed_again_keeps_the_rules_and_nothing_is_cancelled_where_it_does_not()
    {
        var scenario = Scenario.In(World.Standard, Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01").Done().AndGiven(_ => Incomplete)
            .When(id => new RebillInvoice(id(Number)), on: "2026-01-05").Refused("e-invoice-incomplete");
        Assert.Single(scenario.Numbers.ByDocument);
        scenario.AndGiven(Mended).When(id => new RebillInvoice(id(Number)), on: "2026-01-05").Done();
        Assert.Equal(new PrecedingInvoice(Number, null, null), EInvoice.Of(scenario.IssuedInvoices.Single(issued => issued.Invoice.ReplacesNumber == Number))!.Preceding);
    }

    [Fact]
    public void A_credit_for_unused_time_is_numbered_only_where_it_keeps_the_rules()
    {
        var scenario = Scenario.In(Formats.FacturX, Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01").Done()
            .When(new CancelSubscription("crm", Dates.Day("2026-01-11"), UnusedTime.Credit), on: "2026-01-11").Done()
            .AndGiven(_ => Incomplete)
            .When(new RunBilling(), on: "2026-01-11").ThenEach(happened => Assert.IsType<BillingParked>(happened));
        Assert.Single(scenario.Numbers.ByDocument);
        scenario.AndGiven(Mended).When(new ResumeBilling(), on: "2026-01-12").Done().When(new RunBilling(), on: "2026-01-12").Done();
        Assert.Equal(EInvoiceType.CreditNote, EInvoice.Of(scenario.IssuedInvoices.Single(issued => issued.Invoice.Kind == DocumentKind.CreditNote))!.Type);
    }

    [Fact]
    public void A_request_that_waits_for_a_second_person_is_held_to_the_rules_when_it_is_asked()
    {
        var limited = Formats.FacturX.WithPolicy(policy => policy with { ApprovalLimit = 10 });
        Scenario.In(limited, Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01").Done()
            .AndGiven(world => Incomplete with { Policy = world.Policy })
            .When(id => Credits(id(Number)), on: "2026-01-05").Refused("e-invoice-incomplete");
    }
}
