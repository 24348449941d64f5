using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class ParentTests
{
    private static readonly ParentLink Group = new("acme.group.EUR", true);

    [Fact]
    public void An_account_belongs_to_a_parent_until_it_is_unlinked()
    {
        var scenario = Given()
            .When(new LinkParent(Group), on: "2026-01-01").Then("child of acme.group.EUR, who is billed")
            .When(new LinkParent(Group), on: "2026-01-02").ThenNothing()
            .When(new LinkParent(Group with { Billed = false }), on: "2026-01-03").Then("child of acme.group.EUR")
            .When(new LinkParent(null), on: "2026-01-04").Then("child of none")
            .When(new LinkParent(null), on: "2026-01-05").ThenNothing();

        Assert.Null(scenario.State.Parent);
    }

    [Theory]
    [InlineData("acme.kunde.EUR", "own-parent")]
    [InlineData("other.group.EUR", "other-seller-or-currency")]
    [InlineData("acme.group.USD", "other-seller-or-currency")]
    public void A_parent_is_another_account_of_the_same_seller_in_the_same_currency(string parent, string code) =>
        Given().When(new LinkParent(new ParentLink(parent, false)), on: "2026-01-01").Refused(code);

    [Fact]
    public void There_is_one_level_of_parents()
    {
        var parent = AccountEvolution.Evolve(null, new AccountOpened("acme.group.EUR", 1));

        Assert.Null(ParentLink.WhyNot(parent, childHasChildren: false));
        Assert.Equal("unknown-parent", ParentLink.WhyNot(null, childHasChildren: false)?.Code);
        Assert.Equal("parent-has-parent", ParentLink.WhyNot(parent with { Parent = new ParentLink("acme.holding.EUR", false) }, childHasChildren: false)?.Code);
        Assert.Equal("has-children", ParentLink.WhyNot(parent, childHasChildren: true)?.Code);
        Assert.Equal("customer-erased", ParentLink.WhyNot(parent with { ErasedOn = Dates.Day("2026-01-01") }, childHasChildren: false)?.Code);
    }

    [Fact]
    public void The_parent_who_is_billed_is_told_which_child_it_is_for()
    {
        var parent = World.Standard.Profile with { Name = "Gruppe SE", Reference = "Our PO 9" };
        var child = World.Standard.Profile with { Reference = "" };

        Assert.Equal(("Gruppe SE", "Kunde AG"), (ParentLink.Buyer(parent, child).Name, ParentLink.Buyer(parent, child).Reference));
        Assert.Equal("PO 1", ParentLink.Buyer(parent, World.Standard.Profile).Reference);
    }
}
