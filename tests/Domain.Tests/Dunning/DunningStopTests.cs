using static Billing.Domain.Tests.AgreementTests;
using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>Each rule that stops an invoice, by its name and its reason.</summary>
public class DunningStopTests
{
    private static readonly Scenario Account = Given([.. Enumerable.Range(1, 5).Select(n => Invoiced($"R{n}", n == 5 ? 4.99m : 100, on: "2026-03-01", due: "2026-03-15"))])
        .When(Pays("p1", 100, on: "2026-03-02", documentId: "inv_R1"), on: "2026-03-02").ThenEach(_ => { })
        .When(new OpenDispute("inv_R2", "wrong price"), on: "2026-03-02").ThenEach(_ => { })
        .When(Plan(Monthly(2), documents: ["inv_R3"]), on: "2026-03-02").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-04-01").ThenEach(_ => { })
        .When(new RunCollections(), on: "2026-04-14").ThenEach(_ => { });

    [Theory]
    [InlineData("R1", "nothing-owed", "Nothing is owed.")]
    [InlineData("R2", "disputed", "The customer contests it: wrong price")]
    [InlineData("R3", "arranged", "An arrangement of 2026-03-02 covers it.")]
    [InlineData("R4", null, null)]
    [InlineData("R5", "below-minimum", "4.99 EUR is below 5, the least that is dunned.")]
    public void A_rule_says_its_name_and_why(string number, string? name, string? why)
    {
        var (item, policy) = (Account.Invoice(number), World.Standard.Dunning);
        var stop = DunningStop.Of(Account.State, item, policy);
        Assert.Equal((name, why), (stop?.Name, stop?.Why(Account.State, item, policy)));
    }

    [Fact]
    public void What_is_in_collections_says_since_when()
    {
        var scenario = Given(Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15"))
            .When(new RunCollections(), on: "2026-08-01").ThenEach(_ => { })
            .When(new RunCollections(), on: "2026-08-15").ThenEach(_ => { });
        var stop = DunningStop.Of(scenario.State, scenario.Invoice("R1"), World.Standard.Dunning);
        Assert.Equal(("in-collections", "It is in collections since 2026-08-15."), (stop?.Name, stop?.Why(scenario.State, scenario.Invoice("R1"), World.Standard.Dunning)));
    }

    [Fact]
    public void Names_are_told_apart() => Assert.Distinct(DunningStop.OfInvoices.Select(stop => stop.Name));
}
