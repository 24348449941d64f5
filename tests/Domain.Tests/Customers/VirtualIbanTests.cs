using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class VirtualIbanTests
{
    private const string Virtual = "DE89370400440532013000";

    [Fact]
    public void An_account_has_one_until_it_is_taken_away() =>
        Given()
            .When(new SetVirtualIban(Virtual), on: "2026-01-01").Then($"paid to {Virtual}")
            .When(new SetVirtualIban(Virtual), on: "2026-01-02").ThenNothing()
            .When(new SetVirtualIban(null), on: "2026-01-03").Then("no virtual IBAN")
            .When(new SetVirtualIban(null), on: "2026-01-04").ThenNothing();

    [Fact]
    public void The_sellers_own_bank_account_is_nobodys() =>
        Given().When(new SetVirtualIban(Iban.Normalise(World.Standard.Seller.Bank[0].Iban)), on: "2026-01-01").Refused("own-bank-account");

    [Fact]
    public void Who_is_erased_has_none_and_gets_none()
    {
        var scenario = Given()
            .When(new SetVirtualIban(Virtual), on: "2026-01-01").Then($"paid to {Virtual}")
            .When(new EraseCustomer(2), on: "2026-02-01").Then("erased, profile 2")
            .When(new SetVirtualIban(Virtual), on: "2026-02-02").Refused("customer-erased")
            .When(new SetVirtualIban(null), on: "2026-02-02").ThenNothing();
        Assert.Null(scenario.State.VirtualIban);
    }
}
