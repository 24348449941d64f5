namespace Billing.Domain;

/// <summary>Folds what happens to subscriptions.</summary>
internal static class SubscriptionEvolution
{
    public static Account Changed(Account account, SubscriptionChanged e) => On(account, e.SubscriptionId, e.Anew, subscription => subscription with
    {
        Terms = [.. subscription.Terms.Where(terms => terms.From < e.Terms.From), e.Terms],
    });

    public static Account Paused(Account account, SubscriptionPaused e) =>
        On(account, e.SubscriptionId, e.Anew, subscription => subscription with { Pauses = [.. subscription.Pauses, e.Pause] });

    public static Account Resumed(Account account, SubscriptionResumed e) => On(account, e.SubscriptionId, null, subscription => subscription with
    {
        Pauses = [.. subscription.Pauses.SkipLast(1), .. subscription.Pauses[^1].From < e.On ? [subscription.Pauses[^1] with { Until = e.On }] : Array.Empty<Pause>()],
    });

    public static Account Cancelled(Account account, SubscriptionCancelled e) => On(account, e.SubscriptionId, e.Anew, subscription => subscription with { End = e.End });

    public static Account Reactivated(Account account, SubscriptionReactivated e) => On(account, e.SubscriptionId, null, subscription => subscription with
    {
        End = null,
        Pauses = subscription.End is { } end && end < e.From ? [.. subscription.Pauses.Where(pause => pause.From < end), new Pause(end, e.From)] : subscription.Pauses,
    });

    private static Account On(Account account, string subscriptionId, BilledAnew? anew, Func<Subscription, Subscription> change) => account with
    {
        Subscriptions = [.. account.Subscriptions.Select(known => known.SubscriptionId == subscriptionId ? Again(change(known), anew) : known)],
        Charges = anew is null ? account.Charges : [.. account.Charges, .. anew.Unused],
    };

    private static Subscription Again(Subscription subscription, BilledAnew? anew) => anew is null ? subscription : subscription with
    {
        BilledThrough = anew.From,
        RemainderDueOn = anew.DueOn,
        Revision = subscription.Revision + 1,
        Ahead = UnusedTimeCredit.Before(subscription.Ahead, anew.From),
    };
}
