using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class VoidTests
{
    private const string Number = "ACME-INV-2026-000001";

    private static Scenario Billed() => Given(Subscribed("crm", "2026-01-01")).When(new RunBilling(), on: "2026-01-01")
        .Then($"invoice {Number} of 119.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00");

    [Fact]
    public void An_unpaid_invoice_is_cancelled_by_a_document_of_its_own()
    {
        var scenario = Billed()
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-10").Then($"ACME-CAN-2026-000001 cancels {Number} on 2026-01-10: 119.00 EUR no longer owed")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-11").Refused("already-void")
            .When(new VoidInvoice("inv_x"), on: "2026-01-11").Refused("unknown-invoice");
        Assert.Equal(InvoiceStatus.Void, scenario.Invoice(Number).Status);
        Assert.Equal(Eur(0), scenario.State.Receivable());
        var document = scenario.IssuedInvoices.Single(issued => issued.Number == "ACME-CAN-2026-000001");
        Assert.Equal((Number, Eur(-119), DocumentKind.Cancellation), (document.Preceding!.Number, document.Invoice.Totals.Total, document.Invoice.Kind));
        Assert.All(document.Invoice.Lines, line => Assert.Equal(line.Net, Money.Round(line.Quantity * line.UnitPrice, line.Net.Currency)));
    }

    [Fact]
    public void What_was_paid_on_a_cancelled_invoice_is_credit_again()
    {
        var scenario = Billed()
            .When(Pays("p1", 50, on: "2026-01-05"), on: "2026-01-05").Then($"p1 of 50.00 EUR pays {Number} 50.00")
            .When(Pays("p2", 80, on: "2026-01-06"), on: "2026-01-06").Then($"p2 of 80.00 EUR pays {Number} 69.00, 11.00 to credit")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-10")
            .Then($"ACME-CAN-2026-000001 cancels {Number} on 2026-01-10: 0.00 EUR no longer owed, to credit again p1 50.00, p2 69.00");
        Assert.Equal(Eur(130), scenario.State.Credit());
        Assert.Empty(scenario.Payment("p1").Allocations);
    }

    [Fact]
    public void A_partly_paid_invoice_writes_off_its_balance_and_releases_its_payment() =>
        Billed()
            .When(Pays("p1", 50, on: "2026-01-05"), on: "2026-01-05").Then($"p1 of 50.00 EUR pays {Number} 50.00")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-10")
            .Then($"ACME-CAN-2026-000001 cancels {Number} on 2026-01-10: 69.00 EUR no longer owed, to credit again p1 50.00")
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00",
                "credit pays ACME-INV-2026-000002 50.00 from p1");

    [Fact]
    public void A_cancellation_whose_number_was_voided_gets_another()
    {
        var scenario = Billed();
        var cancellation = DocumentIds.OfCancellation(World.Standard.AccountId, scenario.Invoice(Number).ItemId);
        scenario.Numbers.Reserve([new DocumentToNumber(cancellation, new NumberSeries("ACME", DocumentKind.Cancellation, 2026), Dates.Day("2026-01-10"))]);
        scenario.When(new VoidNumber(cancellation, "ACME-CAN-2026-000001"), on: "2026-01-10").Then("number ACME-CAN-2026-000001 void")
            .When(id => new VoidInvoice(id(Number)), on: "2026-01-11").Then($"ACME-CAN-2026-000002 cancels {Number} on 2026-01-11: 119.00 EUR no longer owed");
    }

    [Fact]
    public void What_is_billed_again_gets_another_number_where_its_first_was_voided()
    {
        var scenario = Billed();
        var again = DocumentIds.OfRebill(World.Standard.AccountId, scenario.Invoice(Number).ItemId);
        scenario.Numbers.Reserve([new DocumentToNumber(again, new NumberSeries("ACME", DocumentKind.Invoice, 2026), Dates.Day("2026-01-10"))]);
        scenario.When(new VoidNumber(again, "ACME-INV-2026-000002"), on: "2026-01-10").Then("number ACME-INV-2026-000002 void")
            .When(id => new RebillInvoice(id(Number)), on: "2026-01-11").Then(
                $"ACME-CAN-2026-000001 cancels {Number} on 2026-01-11: 119.00 EUR no longer owed",
                "invoice ACME-INV-2026-000003 of 119.00 EUR on 2026-01-11 due 2026-01-25: crm 2026-01-01..2026-01-31 100.00");
    }
}
