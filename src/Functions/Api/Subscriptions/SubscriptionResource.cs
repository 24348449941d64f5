using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Charges;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>A subscription. Its price, quantity, interval, timing and anchor are those of the day that it is billed through.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="PriceId">What it is billed by.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Interval">How often.</param>
/// <param name="Timing">Before or after the period.</param>
/// <param name="Anchor">The date its periods are reckoned from.</param>
/// <param name="Metered">Whether its quantity is measured.</param>
/// <param name="Start">The first day served.</param>
/// <param name="End">The day after the last day served, where an end is known.</param>
/// <param name="TrialEnd">The first day that costs something, where there is a trial.</param>
/// <param name="CommittedUntil">The first day that it can be cancelled to, where the customer is bound.</param>
/// <param name="ForAccount">The child account that it is for, if one.</param>
/// <param name="Terms">What it buys, in order; what was changed long ago stands in the audit trail.</param>
/// <param name="Pauses">The days it is not served, in order; those long past stand in the audit trail.</param>
/// <param name="BilledThrough">The first day that is not billed yet.</param>
/// <param name="NextBillOn">When it is billed next; nothing where all is billed.</param>
internal sealed record SubscriptionResource(
    string AccountId, string SubscriptionId, string PriceId, decimal Quantity, BillingInterval Interval, BillingTiming Timing, DateOnly Anchor, bool Metered, DateOnly Start, DateOnly? End, DateOnly? TrialEnd,
    DateOnly? CommittedUntil, string? ForAccount, IReadOnlyList<TermsResource> Terms, IReadOnlyList<Pause> Pauses, DateOnly BilledThrough, DateOnly? NextBillOn)
{
    public static SubscriptionResource Of(AccountId account, Subscription subscription)
    {
        var terms = subscription.TermsOn(subscription.BilledThrough);
        return new SubscriptionResource(
            account.ToString(), subscription.SubscriptionId, terms.PriceId, terms.Quantity, terms.Interval, terms.Timing, terms.Anchor, terms.Metered, subscription.Start, subscription.End, subscription.TrialEnd,
            subscription.CommittedUntil, subscription.ForAccount.Length > 0 ? subscription.ForAccount : null, [.. subscription.Terms.Select(TermsResource.Of)], subscription.Pauses, subscription.BilledThrough,
            subscription.NextPeriod()?.DueOn);
    }
}

/// <summary>What a subscription buys from a day on.</summary>
internal sealed record TermsResource(DateOnly From, string PriceId, decimal Quantity, BillingInterval Interval, BillingTiming Timing, DateOnly Anchor, bool Metered)
{
    public static TermsResource Of(SubscriptionTerms terms) => new(terms.From, terms.PriceId, terms.Quantity, terms.Interval, terms.Timing, terms.Anchor, terms.Metered);
}

/// <summary>What a command did to a subscription, or would do.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="SubscriptionId">Which.</param>
/// <param name="Version">The account's version after it; nothing where it is a preview.</param>
/// <param name="Events">What happened; nothing where all was so already.</param>
/// <param name="Terms">What it buys next, where that changes.</param>
/// <param name="Pause">The pause, where it is paused.</param>
/// <param name="ServedFrom">The day it is served again, where it is resumed or reactivated.</param>
/// <param name="End">The day after the last served, where it is cancelled.</param>
/// <param name="BilledAnewFrom">The first of the days that were billed and are billed anew, or not at all.</param>
/// <param name="BilledAnewOn">The day of that, where it is not at once.</param>
/// <param name="Credits">What is credited for them.</param>
internal sealed record SubscriptionOutcome(
    string AccountId, string SubscriptionId, long? Version, IReadOnlyList<string> Events, TermsResource? Terms, Pause? Pause, DateOnly? ServedFrom, DateOnly? End,
    DateOnly? BilledAnewFrom, DateOnly? BilledAnewOn, IReadOnlyList<ChargeResource> Credits)
{
    public static SubscriptionOutcome Of(AccountId account, string subscriptionId, AccountOutcome outcome) => outcome switch
    {
        AccountOutcome.Committed committed => Of(account, subscriptionId, committed.Version, committed.Events),
        AccountOutcome.NothingNew nothing => Of(account, subscriptionId, nothing.State?.Version, []),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome to answer with."),
    };

    public static SubscriptionOutcome Of(AccountId account, string subscriptionId, long? version, IReadOnlyList<AccountEvent> events)
    {
        var anew = events.Select(happened => happened switch
        {
            SubscriptionChanged e => e.Anew,
            SubscriptionPaused e => e.Anew,
            SubscriptionCancelled e => e.Anew,
            _ => null,
        }).FirstOrDefault(found => found is not null);
        return new SubscriptionOutcome(
            account.ToString(), subscriptionId, version, [.. events.Select(happened => happened.GetType().Name)],
            events.OfType<SubscriptionChanged>().Select(e => TermsResource.Of(e.Terms)).FirstOrDefault(), events.OfType<SubscriptionPaused>().FirstOrDefault()?.Pause,
            events.OfType<SubscriptionResumed>().FirstOrDefault()?.On ?? events.OfType<SubscriptionReactivated>().FirstOrDefault()?.From, events.OfType<SubscriptionCancelled>().FirstOrDefault()?.End,
            anew?.From, anew?.DueOn, [.. (anew?.Unused ?? []).Select(ChargeResource.Of)]);
    }
}
