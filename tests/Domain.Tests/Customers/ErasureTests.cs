using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ErasureTests
{
    [Fact]
    public void A_settled_customer_is_erased_once_and_the_books_are_as_they_were()
    {
        var scenario = Given(Invoiced("ACME-INV-2026-000001", 100, "2026-01-01", "2026-01-15"))
            .When(Pays("p1", 100, "2026-01-10"), on: "2026-01-10").Then("p1 of 100.00 EUR pays ACME-INV-2026-000001 100.00")
            .When(new EraseCustomer(2), on: "2026-02-01").Then("erased, profile 2")
            .When(new EraseCustomer(3), on: "2026-02-02").ThenNothing();

        Assert.Equal((2, Dates.Day("2026-02-01")), (scenario.State.ProfileVersion, scenario.State.ErasedOn));
        Assert.Equal(Eur(100), scenario.Invoice("ACME-INV-2026-000001").Total);
    }

    [Fact]
    public void Who_owes_something_is_not_erased() =>
        Given(Invoiced("ACME-INV-2026-000001", 100, "2026-01-01", "2026-01-15")).When(new EraseCustomer(2), on: "2026-02-01").Refused("still-open");

    [Fact]
    public void Who_has_credit_is_not_erased() =>
        Given().When(Pays("p1", 100, "2026-01-10"), on: "2026-01-10").Then("p1 of 100.00 EUR, 100.00 to credit").When(new EraseCustomer(2), on: "2026-02-01").Refused("still-open");

    [Fact]
    public void Who_has_a_subscription_with_something_to_bill_is_not_erased() =>
        Given(Subscribed("crm", "2026-01-01"))
            .When(new EraseCustomer(2), on: "2026-01-01").Refused("still-open")
            .When(new CancelSubscription("crm", Dates.Day("2026-01-01")), on: "2026-01-01").Then("crm ends 2026-01-01")
            .When(new EraseCustomer(2), on: "2026-01-01").Then("erased, profile 2");

    [Fact]
    public void Who_has_a_draft_is_not_erased() =>
        In(World.Standard.WithPolicy(policy => policy with { DraftWindowDays = 3 }), Subscribed("free", "2026-01-01"))
            .When(new RunBilling(), on: "2026-01-01").Then("draft of 0.00 EUR, final on 2026-01-04: free 2026-01-01..2026-01-31 0.00")
            .When(new CancelSubscription("free", Dates.Day("2026-02-01")), on: "2026-01-01").Then("free ends 2026-02-01")
            .When(new EraseCustomer(2), on: "2026-01-01").Refused("still-open");

    [Fact]
    public void An_erased_customer_gets_nothing_new() =>
        Given(new CustomerErased(2, Dates.Day("2026-01-01")))
            .When(Subscribe("crm", "2026-02-01"), on: "2026-02-01").Refused("customer-erased")
            .When(new ChangeProfile(3), on: "2026-02-01").Refused("customer-erased")
            .When(new LinkParent(new ParentLink("acme.group.EUR", false)), on: "2026-02-01").Refused("customer-erased")
            .When(new LinkParent(null), on: "2026-02-01").ThenNothing()
            .When(new RunBilling(), on: "2026-02-01").ThenNothing();

    [Fact]
    public void Money_for_an_erased_customer_stays_in_suspense_unless_something_is_owed_again() =>
        Given(Invoiced("ACME-INV-2026-000001", 100, "2026-01-01", "2026-01-15"))
            .When(Pays("p1", 100, "2026-01-10"), on: "2026-01-10").Then("p1 of 100.00 EUR pays ACME-INV-2026-000001 100.00")
            .When(new EraseCustomer(2), on: "2026-02-01").Then("erased, profile 2")
            .When(Pays("p2", 30, "2026-02-02"), on: "2026-02-02").Refused("customer-erased")
            .When(TakesBack("p1", 100, "2026-02-03"), on: "2026-02-03").Then("p1 less 100.00 EUR reopens ACME-INV-2026-000001 100.00")
            .When(Pays("p3", 100, "2026-02-04"), on: "2026-02-04").Then("p3 of 100.00 EUR pays ACME-INV-2026-000001 100.00");

    [Fact]
    public void A_pseudonym_keeps_nothing_but_the_country()
    {
        var profile = World.Standard.Profile with { VatId = "DE136695976", Iban = "DE02120300000000202051", TaxExemption = new TaxExemption("Embassy", "7", null) };

        Assert.Equal(new CustomerProfile(1, "Erased customer", new PostalAddress("", "", "", "", "DE"), "", "", "", "") { EInvoiceFormat = EInvoiceFormat.None }, profile.Pseudonym());
        Assert.Equal(profile.Pseudonym(), profile.Pseudonym().Pseudonym());
    }

    [Fact]
    public void What_the_payer_wrote_does_not_come_back_with_a_later_report()
    {
        var payment = Payment.Unknown(new PaymentId("stripe", "acct_1", "pi_1"), "acme").Referring(new PaymentReference("", "", "For Klara, get well soon"));

        var erased = payment.WithoutText();

        Assert.Equal("", erased.Reference.Text);
        Assert.Equal("", erased.Referring(new PaymentReference("ACME-INV-2026-000001", "", "For Klara")).Reference.Text);
        Assert.Same(erased, erased.WithoutText());
    }
}
