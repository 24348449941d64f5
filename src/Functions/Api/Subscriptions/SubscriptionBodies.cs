using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>A subscription to start.</summary>
internal sealed record SubscriptionBody(string? SubscriptionId, string PriceId, decimal Quantity, DateOnly Start, DateOnly? Anchor) : IRequestBody<SubscriptionBody>
{
    public static SubscriptionBody Read(BodyReader body)
    {
        var subscription = new SubscriptionBody(
            body.TextOrNothing("subscriptionId", 40, TextForm.Slug), body.Text("priceId", 40, TextForm.Slug), body.Number("quantity", 0, 1_000_000_000, 6, otherwise: 1), body.Date("start"), body.OptionalDate("anchor"));
        body.Check(body.HasFaultAt("quantity") || subscription.Quantity > 0, "quantity", "must be above 0");
        return subscription;
    }
}

/// <summary>The end of a subscription.</summary>
/// <param name="End">The day after the last that is served; the end of what is billed where it is left out.</param>
/// <param name="Reason">Why.</param>
internal sealed record CancellationBody(DateOnly? End, string? Reason) : IRequestBody<CancellationBody>
{
    public static CancellationBody Read(BodyReader body) => new(body.OptionalDate("end"), body.TextOrNothing("reason", 500));
}

/// <summary>A subscription.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="PriceId">What it is billed by.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Interval">How often.</param>
/// <param name="Timing">Before or after the period.</param>
/// <param name="Anchor">The date its periods are reckoned from.</param>
/// <param name="Start">The first day served.</param>
/// <param name="End">The day after the last day served, where it was cancelled.</param>
/// <param name="BilledThrough">The start of the first period that is not billed yet.</param>
/// <param name="NextBillOn">When it is billed next; nothing where all is billed.</param>
internal sealed record SubscriptionResource(
    string AccountId, string SubscriptionId, string PriceId, decimal Quantity, BillingInterval Interval, BillingTiming Timing, DateOnly Anchor, DateOnly Start, DateOnly? End, DateOnly BilledThrough, DateOnly? NextBillOn)
{
    public static SubscriptionResource Of(AccountId account, Subscription subscription) => new(
        account.ToString(), subscription.SubscriptionId, subscription.Terms[^1].PriceId, subscription.Terms[^1].Quantity, subscription.Terms[^1].Interval, subscription.Terms[^1].Timing, subscription.Terms[^1].Anchor, subscription.Start,
        subscription.End, subscription.BilledThrough, subscription.NextPeriod()?.DueOn);
}
