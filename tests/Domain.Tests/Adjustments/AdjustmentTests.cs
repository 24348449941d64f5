using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class AdjustmentTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15");

    private static string Id => DocumentIds.OfAdjustment(World.Standard.AccountId, "a1");

    private static AdjustBalance Gives(decimal amount) => new("a1", Eur(amount), ReasonCode.Goodwill, "sorry");

    [Fact]
    public void Goodwill_is_credit_without_a_document_and_pays_the_next_invoice()
    {
        var scenario = Given(R1).When(Gives(25), on: "2026-01-05").Then("adjusted by 25.00 EUR: sorry")
            .When(Gives(25), on: "2026-01-05").ThenNothing()
            .When(new RunBilling(), on: "2026-01-06").Then($"credit pays R1 25.00 from {Id}");
        Assert.Equal((25m, 75m, 0m), (scenario.Ledger("adjustments"), scenario.Ledger("receivables"), scenario.Ledger("customer-credit")));
        Assert.Single(scenario.Documents);
    }

    [Fact]
    public void An_adjustment_gives_something_in_the_currency_of_the_account() =>
        Given(R1).When(Gives(0), on: "2026-01-05").Refused("amount-not-positive")
            .When(new AdjustBalance("a1", new Money(1, Currency.Of("USD")), ReasonCode.Goodwill, ""), on: "2026-01-05").Refused("wrong-currency");

    [Fact]
    public void What_is_unused_of_an_adjustment_given_in_error_can_be_taken_back()
    {
        var scenario = Given(R1).When(Gives(250), on: "2026-01-05").Then("adjusted by 250.00 EUR: sorry")
            .When(new RunBilling(), on: "2026-01-06").Then($"credit pays R1 100.00 from {Id}")
            .When(new WithdrawAdjustment(Id, "typed wrong"), on: "2026-01-07").Then("adjustment of 150.00 EUR taken back")
            .When(new WithdrawAdjustment(Id, "typed wrong"), on: "2026-01-07").Refused("nothing-unused")
            .When(new WithdrawAdjustment("p1", "no adjustment"), on: "2026-01-07").Refused("unknown-adjustment");
        Assert.Equal((100m, 0m), (scenario.Ledger("adjustments"), scenario.Ledger("customer-credit")));
    }
}
