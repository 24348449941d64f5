using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

/// <summary>Which policy duns an account, and what a step does where nobody says.</summary>
public class DunningPolicyTests
{
    private static readonly InvoiceFinalized R1 = Invoiced("R1", 100, on: "2026-03-01", due: "2026-03-15");

    [Theory]
    [InlineData("vip", "EUR", "vip EUR")]
    [InlineData("vip", "USD", "vip ")]
    [InlineData("small", "EUR", " EUR")]
    [InlineData("", "EUR", " EUR")]
    [InlineData("", "USD", " ")]
    [InlineData("small", "USD", " ")]
    public void The_most_particular_policy_is_chosen_the_segment_before_the_currency(string segment, string currency, string chosen)
    {
        var policy = Having(("", ""), ("", "EUR"), ("vip", ""), ("vip", "EUR"), ("vip", "CHF")).DunningOf(Currency.Of(currency), segment);
        Assert.Equal(chosen, $"{policy.Segment} {policy.Currency}");
    }

    [Fact]
    public void Whom_no_policy_is_for_is_not_dunned() => Assert.Empty(Having(("vip", ""), ("", "CHF")).DunningOf(Currency.Of("EUR"), "small").Steps);

    [Fact]
    public void A_customer_is_dunned_as_its_segment_is()
    {
        var gentle = new DunningPolicy("vip", "", [new(10, DunningAction.Reminder)], 0);
        In(World.Standard.WithPolicy(policy => policy with { Dunning = [.. policy.Dunning, gentle] }), R1)
            .When(new ChangeBillingTerms(AccountTerms.AsPolicy with { Segment = "vip" }), on: "2026-03-02").Then("terms changed")
            .When(new RunCollections(), on: "2026-03-18").Then("R1 overdue")
            .When(new RunCollections(), on: "2026-03-25").Then("Reminder of 100.00 EUR: R1 100.00 Reminder 0");
    }

    [Theory]
    [InlineData(DunningAction.Reminder, NoticeTone.Friendly)]
    [InlineData(DunningAction.OverdueNotice, NoticeTone.Firm)]
    [InlineData(DunningAction.FinalNotice, NoticeTone.Final)]
    public void A_step_speaks_as_its_action_is_unless_it_says_otherwise_and_does_nothing_else(DunningAction action, NoticeTone tone)
    {
        var step = new DunningStep(3, action);
        Assert.Equal((tone, NoticeChannel.Email, null, false, false, ""), (step.Tone, step.Channel, step.LateFee, step.ChargesInterest, step.SuspendsSubscriptions, step.AssignTo));
        Assert.Equal(NoticeTone.Firm, (step with { Tone = NoticeTone.Firm }).Tone);
    }

    [Fact]
    public void A_notice_goes_out_and_speaks_as_its_highest_step_says()
    {
        IReadOnlyList<DunningStep> steps = [new(3, DunningAction.OverdueNotice), new(9, DunningAction.OverdueNotice) { Channel = NoticeChannel.Letter, Tone = NoticeTone.Friendly }, new(30, DunningAction.FinalNotice) { Channel = NoticeChannel.Both }];
        var scenario = In(World.Standard.WithDunning(policy => policy with { Steps = steps }), R1, Invoiced("R2", 40, on: "2026-03-20", due: "2026-04-11"));
        Assert.Equal((NoticeChannel.Email, NoticeTone.Firm), Notice(scenario, "2026-03-18"));
        Assert.Equal((NoticeChannel.Letter, NoticeTone.Friendly), Notice(scenario, "2026-03-24"));
        Assert.Equal((NoticeChannel.Both, NoticeTone.Final), Notice(scenario, "2026-04-14"));
    }

    private static (NoticeChannel Channel, NoticeTone Tone) Notice(Scenario scenario, string on)
    {
        var notices = new List<NoticeIssued>();
        scenario.When(new RunCollections(), on).ThenEach(happened => notices.AddRange(happened is NoticeIssued notice ? [notice] : []));
        return (Assert.Single(notices).Channel, notices[0].Tone);
    }

    private static BillingPolicy Having(params (string Segment, string Currency)[] policies) =>
        World.Standard.Policy with { Dunning = [.. policies.Select(known => new DunningPolicy(known.Segment, known.Currency, World.Ladder, 0))] };
}
