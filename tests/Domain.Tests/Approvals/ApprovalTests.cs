using static Billing.Domain.Tests.Past;

namespace Billing.Domain.Tests;

public class ApprovalTests
{
    private static readonly World Limited = World.Standard.WithPolicy(policy => policy with { ApprovalLimit = 50 });

    private static string Id(string key) => DocumentIds.OfApproval(World.Standard.AccountId, key);

    private static Scenario Asked() => Scenario.In(Limited, Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
        .When(Credits("inv_R1"), on: "2026-01-10").Then("ann asks for 100.00 EUR: IssueCreditNote");

    private static World Bob(World world) => world with { Actor = "bob" };

    [Fact]
    public void What_is_over_the_limit_waits_and_a_second_person_has_it_carried_out_on_that_day()
    {
        var scenario = Asked();
        Assert.Equal(Eur(100), scenario.State.Receivable());
        Assert.Equal((Id("n1"), "ann", Dates.Day("2026-01-10")), scenario.State.Approvals.Select(pending => (pending.ApprovalId, pending.RequestedBy, pending.RequestedOn)).Single());
        scenario.AndGiven(Bob).When(new Approve(Id("n1")), on: "2026-01-12")
            .Then("bob approves for ann", "ACME-CRN-2026-000001 credits 100.00 EUR of R1 on 2026-01-12: line 1 100.00, settles R1 100.00");
        Assert.Empty(scenario.State.Approvals);
    }

    [Fact]
    public void Nobody_approves_what_he_asked_for() => Asked().When(new Approve(Id("n1")), on: "2026-01-12").Refused("same-actor");

    [Fact]
    public void An_approval_that_was_decided_cannot_be_decided_again()
    {
        Asked().AndGiven(Bob).When(new Approve(Id("n1")), on: "2026-01-12").ThenEach(_ => { }).When(new Approve(Id("n1")), on: "2026-01-12").Refused("not-pending");
        Asked().When(new RejectApproval(Id("n1"), "no"), on: "2026-01-12").Then("ann rejects: no").AndGiven(Bob).When(new Approve(Id("n1")), on: "2026-01-12").Refused("not-pending");
    }

    [Fact]
    public void Of_two_requests_for_the_same_the_second_is_refused_when_it_is_approved() =>
        Asked().When(Credits("inv_R1", key: "n2"), on: "2026-01-10").Then("ann asks for 100.00 EUR: IssueCreditNote")
            .AndGiven(Bob).When(new Approve(Id("n1")), on: "2026-01-12").ThenEach(_ => { })
            .When(new Approve(Id("n2")), on: "2026-01-12").Refused("nothing-to-credit")
            .When(new RejectApproval(Id("n2"), "twice"), on: "2026-01-12").Then("bob rejects: twice");

    [Fact]
    public void What_is_within_the_limit_or_impossible_does_not_wait() =>
        Scenario.In(Limited, Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Credits("inv_R1", "n1", (1, 50)), on: "2026-01-10").Then("ACME-CRN-2026-000001 credits 50.00 EUR of R1 on 2026-01-10: line 1 50.00, settles R1 50.00")
            .When(Credits("inv_R1", "n2", (1, 50.01m)), on: "2026-01-10").Refused("exceeds-line");

    [Fact]
    public void Adjustments_write_offs_and_refunds_over_the_limit_wait_as_well()
    {
        var scenario = Scenario.In(Limited, Invoiced("R1", 100, on: "2026-01-01", due: "2026-01-15"))
            .When(Pays("p1", 160, on: "2026-01-02"), on: "2026-01-02").Then("p1 of 160.00 EUR pays R1 100.00, 60.00 to credit")
            .When(new RecordRefund("r1", "p1", Eur(60), Dates.Day("2026-01-03"), "bank", ""), on: "2026-01-03").Then("ann asks for 60.00 EUR: RecordRefund")
            .When(new AdjustBalance("a1", Eur(51), ReasonCode.Goodwill, "sorry"), on: "2026-01-03").Then("ann asks for 51.00 EUR: AdjustBalance")
            .When(TakesBack("p1", 160, on: "2026-01-04"), on: "2026-01-04").Then("p1 less 160.00 EUR reopens R1 100.00, 60.00 from credit")
            .When(new WriteOffInvoice("w1", "inv_R1", null, ReasonCode.Uncollectible), on: "2026-01-05").Then("ann asks for 100.00 EUR: WriteOffInvoice")
            .AndGiven(Bob).When(new Approve(Id("r1")), on: "2026-01-06").Refused("exceeds-credit")
            .When(new Approve(Id("a1")), on: "2026-01-06").Then("bob approves for ann", "adjusted by 51.00 EUR: sorry")
            .When(new RunBilling(), on: "2026-01-06").Then($"credit pays R1 51.00 from {DocumentIds.OfAdjustment(World.Standard.AccountId, "a1")}")
            .When(new Approve(Id("w1")), on: "2026-01-06").Refused("exceeds-balance");
        Assert.Equal(2, scenario.State.Approvals.Count);
    }

    [Fact]
    public void Asking_again_under_the_same_key_asks_once() =>
        Asked().When(Credits("inv_R1"), on: "2026-01-11").ThenNothing();
}
