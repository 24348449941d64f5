using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>A subscription to start.</summary>
/// <param name="SubscriptionId">Unique within the account; made up where it is left out.</param>
/// <param name="PriceId">What it is billed by.</param>
/// <param name="Quantity">How many units; of no meaning where usage is metered.</param>
/// <param name="Start">The first day served.</param>
/// <param name="Anchor">The date its periods are reckoned from; the account's, or the first billed day, where it is left out.</param>
/// <param name="TrialEnd">The first day that costs something; in the request also as trialDays.</param>
/// <param name="End">The day after the last served, where the term is fixed.</param>
/// <param name="CommittedUntil">The first day that it can be cancelled to.</param>
/// <param name="ForAccount">The child account that it is for.</param>
internal sealed record SubscriptionBody(
    string? SubscriptionId, string PriceId, decimal Quantity, DateOnly Start, DateOnly? Anchor, DateOnly? TrialEnd, DateOnly? End, DateOnly? CommittedUntil, string ForAccount) : IRequestBody<SubscriptionBody>
{
    private const int LongestTrialDays = 366;

    public static SubscriptionBody Read(BodyReader body)
    {
        var start = body.Date("start");
        var subscription = new SubscriptionBody(
            body.TextOrNothing("subscriptionId", 40, TextForm.Slug), body.Text("priceId", 40, TextForm.Slug), body.Number("quantity", 0, 1_000_000_000, 6, otherwise: 1), start, body.OptionalDate("anchor"),
            ReadTrialEnd(body, start), body.OptionalDate("end"), body.OptionalDate("committedUntil"), body.OptionalText("forAccount", 85, TextForm.AccountId));
        body.Check(body.HasFaultAt("quantity") || subscription.Quantity > 0, "quantity", "must be above 0");
        if (body.HasFaultAt("start"))
            return subscription;
        body.Check(subscription.TrialEnd is null || subscription.TrialEnd >= start, "trialEnd", "must not be before start");
        body.Check(subscription.End is null || subscription.End > start, "end", "must be after start");
        body.Check(subscription.CommittedUntil is null || subscription.CommittedUntil > start, "committedUntil", "must be after start");
        return subscription;
    }

    private static DateOnly? ReadTrialEnd(BodyReader body, DateOnly start)
    {
        var (end, days) = (body.OptionalDate("trialEnd"), body.Integer("trialDays", 0, LongestTrialDays, otherwise: 0));
        body.Check(end is null || days == 0, "trialDays", "must be left out where trialEnd is given");
        return end ?? (days > 0 && !body.HasFaultAt("start") ? start.AddDays(days) : null);
    }
}

/// <summary>A change of what a subscription buys.</summary>
internal sealed record ChangeBody(string? PriceId, decimal? Quantity, ChangeEffect Effect, DateOnly? On, bool Prorate, bool BillAtOnce, string? Reason) : IRequestBody<ChangeBody>
{
    public static ChangeBody Read(BodyReader body)
    {
        var change = new ChangeBody(
            body.TextOrNothing("priceId", 40, TextForm.Slug), body.OptionalNumber("quantity", 0, 1_000_000_000, 6), body.Choice<ChangeEffect>("effect", ChangeEffect.AtPeriodEnd),
            body.OptionalDate("on"), body.Flag("prorate", otherwise: true), body.Flag("billAtOnce", otherwise: false), body.TextOrNothing("reason", 500));
        body.Check(change.PriceId is not null || change.Quantity is not null || body.HasFaultAt("priceId") || body.HasFaultAt("quantity"), "priceId", "or quantity must be given, so that something changes");
        body.Check(change.Quantity != 0, "quantity", "must be above 0; to end the subscription, cancel it");
        if (change.Effect == ChangeEffect.AtPeriodEnd)
        {
            body.Check(change.On is null, "on", "belongs to the effect atOnce");
            body.Check(change.Prorate, "prorate", "belongs to the effect atOnce; at the end of the period nothing is prorated");
        }

        body.Check(!change.BillAtOnce || change is { Effect: ChangeEffect.AtOnce, Prorate: true }, "billAtOnce", "belongs to the effect atOnce with prorate");
        return change;
    }

    public ChangeSubscription ToCommand(string subscriptionId) => new(subscriptionId, PriceId, Quantity, Effect, On, Prorate, BillAtOnce);
}

/// <summary>A pause of a subscription.</summary>
/// <param name="From">The first day not served; today where it is left out.</param>
/// <param name="Until">The day it goes on; open where it is left out.</param>
/// <param name="UnusedTime">What becomes of days that are billed.</param>
/// <param name="Reason">Why.</param>
internal sealed record PauseBody(DateOnly? From, DateOnly? Until, UnusedTime UnusedTime, string? Reason) : IRequestBody<PauseBody>
{
    public static PauseBody Read(BodyReader body)
    {
        var pause = new PauseBody(body.OptionalDate("from"), body.OptionalDate("until"), body.Choice<UnusedTime>("unusedTime"), body.TextOrNothing("reason", 500));
        body.Check(pause.From is null || pause.Until is null || pause.From < pause.Until, "until", "must be after from");
        return pause;
    }
}

/// <summary>The end of a pause.</summary>
/// <param name="On">The day it is served again; today where it is left out.</param>
/// <param name="Reason">Why.</param>
internal sealed record ResumptionBody(DateOnly? On, string? Reason) : IRequestBody<ResumptionBody>
{
    public static ResumptionBody Read(BodyReader body) => new(body.OptionalDate("on"), body.TextOrNothing("reason", 500));
}

/// <summary>The end of a subscription.</summary>
/// <param name="End">The day after the last that is served; the end of what is billed where it is left out.</param>
/// <param name="AtOnce">Whether it ends today.</param>
/// <param name="UnusedTime">What becomes of days after the end that are billed; left out where there must not be any.</param>
/// <param name="WaiveCommitment">Whether a customer who is bound for longer is let go.</param>
/// <param name="Reason">Why.</param>
internal sealed record CancellationBody(DateOnly? End, bool AtOnce, UnusedTime? UnusedTime, bool WaiveCommitment, string? Reason) : IRequestBody<CancellationBody>
{
    public static CancellationBody Read(BodyReader body)
    {
        var cancellation = new CancellationBody(
            body.OptionalDate("end"), body.Flag("atOnce", otherwise: false), body.OptionalChoice<UnusedTime>("unusedTime"), body.Flag("waiveCommitment", otherwise: false), body.TextOrNothing("reason", 500));
        body.Check(!cancellation.AtOnce || cancellation.End is null, "end", "must be left out where it ends at once");
        return cancellation;
    }
}

/// <summary>The return of a subscription.</summary>
/// <param name="From">Where it has ended, the day it is served again; today where it is left out.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReactivationBody(DateOnly? From, string? Reason) : IRequestBody<ReactivationBody>
{
    public static ReactivationBody Read(BodyReader body) => new(body.OptionalDate("from"), body.TextOrNothing("reason", 500));
}
