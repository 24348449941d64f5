using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class ProvisionTests
{
    private static readonly World Provided = World.Standard.WithPolicy(policy => policy with { Dunning = [], Provision = [new ProvisionStep(30, 25), new ProvisionStep(60, 50), new ProvisionStep(90, 100)] });

    // Due on 15 January: 25 % from 14 February, 50 % from 16 March, all from 15 April.
    private static Scenario Late() => Scenario.In(Provided, Invoiced("R1", 99.99m, on: "2026-01-01", due: "2026-01-15"))
        .When(new RunCollections(), on: "2026-01-16").Then("R1 overdue")
        .When(new RunCollections(), on: "2026-02-13").ThenNothing()
        .When(new RunCollections(), on: "2026-02-14").Then("R1 provision 25.00 at 25 %");

    [Fact]
    public void A_share_of_what_is_overdue_is_provided_for_by_how_long_it_is()
    {
        var scenario = Late().When(new RunCollections(), on: "2026-03-16").Then("R1 provision 50.00 at 50 %");
        Assert.Equal((50m, -50m, 99.99m), (scenario.Ledger("bad-debt"), scenario.Ledger("bad-debt-provision"), scenario.Ledger("receivables")));
        Assert.Equal(Dates.Day("2026-04-15"), AccountAgenda.CollectOn(scenario.State, Provided.Policy, Dates.Day("2026-03-16")));
    }

    [Fact]
    public void After_a_pause_the_step_reached_counts_alone() =>
        Scenario.In(Provided, Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(new RunCollections(), on: "2026-06-01").Then("R1 overdue", "R1 provision 100.00 at 100 %");

    [Fact]
    public void What_is_paid_or_credited_needs_no_provision_and_what_comes_back_does()
    {
        var scenario = Late().When(Pays("p1", 49.99m, on: "2026-02-20"), on: "2026-02-20").Then("p1 of 49.99 EUR pays R1 49.99", "R1 provision 12.50 at 25 %")
            .When(Credits("inv_R1", "n1", (1, 10)), on: "2026-02-21").Then("ACME-CRN-2026-000001 credits 10.00 EUR of R1 on 2026-02-21: line 1 10.00, settles R1 10.00", "R1 provision 10.00 at 25 %")
            .When(Pays("p2", 40, on: "2026-02-22"), on: "2026-02-22").Then("p2 of 40.00 EUR pays R1 40.00", "R1 provision 0.00 at 25 %");
        Assert.Equal((0m, 0m), (scenario.Ledger("bad-debt"), scenario.Ledger("bad-debt-provision")));
        scenario.When(TakesBack("p2", 40, on: "2026-02-25"), on: "2026-02-25").Then("p2 less 40.00 EUR reopens R1 40.00", "R1 provision 10.00 at 25 %");
    }

    [Fact]
    public void A_cancelled_invoice_needs_no_provision() =>
        Late().When(new VoidInvoice("inv_R1"), on: "2026-02-20").Then("ACME-CAN-2026-000001 cancels R1 on 2026-02-20: 99.99 EUR no longer owed", "R1 provision 0.00 at 25 %");

    [Fact]
    public void A_write_off_uses_the_provision_first_and_only_the_rest_is_a_new_expense()
    {
        var scenario = Late().When(new WriteOffInvoice("w1", "inv_R1", Eur(59.99m), ReasonCode.Insolvency), on: "2026-03-01").Then("R1 written off 59.99 EUR, 15.00 from the provision");
        Assert.Equal((69.99m, -10m, 40m), (scenario.Ledger("bad-debt"), scenario.Ledger("bad-debt-provision"), scenario.Ledger("receivables")));
        scenario.When(new WriteOffInvoice("w2", "inv_R1", null, ReasonCode.Insolvency), on: "2026-03-02").Then("R1 written off 40.00 EUR, 10.00 from the provision");
        Assert.Equal((99.99m, 0m), (scenario.Ledger("bad-debt"), scenario.Ledger("bad-debt-provision")));
    }

    [Fact]
    public void A_share_once_reached_is_kept_when_the_ladder_gets_lower() =>
        Late().AndGiven(world => world.WithPolicy(policy => policy with { Provision = [new ProvisionStep(30, 5), new ProvisionStep(60, 30)] }))
            .When(new RunCollections(), on: "2026-02-20").ThenNothing()
            .When(new RunCollections(), on: "2026-03-16").Then("R1 provision 30.00 at 30 %");
}
