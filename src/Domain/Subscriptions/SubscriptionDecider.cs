namespace Billing.Domain;

/// <summary>Decides about starting and ending subscriptions.</summary>
internal static class SubscriptionDecider
{
    public static Decision Start(Account account, StartSubscription command, DecisionContext context)
    {
        if (account.Subscriptions.Any(subscription => subscription.SubscriptionId == command.SubscriptionId))
            return AccountDecider.Refuse("subscription-exists", $"The account has a subscription {command.SubscriptionId} already; choose another id.");
        if (!context.Prices.TryGetValue(command.PriceId, out var price))
            return AccountDecider.Refuse("unknown-price", $"The seller has no price {command.PriceId}.");
        if (price.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"Price {price.PriceId} is in {price.Currency}, the account is in {account.Currency()}; a customer who buys in two currencies has two accounts.");
        if (command.Quantity <= 0)
            return AccountDecider.Refuse("quantity-not-positive", "The quantity must be above 0.");

        return AccountDecider.Accept(new SubscriptionStarted(new Subscription(
            command.SubscriptionId, price.PriceId, command.Quantity, price.Interval, price.Timing, command.Anchor, command.Start, null, command.Start)));
    }

    public static Decision Cancel(Account account, CancelSubscription command, DecisionContext context)
    {
        if (account.Subscriptions.FirstOrDefault(known => known.SubscriptionId == command.SubscriptionId) is not { } subscription)
            return AccountDecider.Refuse("unknown-subscription", $"The account has no subscription {command.SubscriptionId}.");

        var end = command.End ?? EndOfRunningPeriod(subscription, context.Today);
        if (subscription.End == end)
            return AccountDecider.Accept();
        if (subscription.End is { } ended && ended <= context.Today && end > ended)
            return AccountDecider.Refuse("subscription-ended", $"The subscription ended on {ended:O}; start a new one.");
        if (end < subscription.BilledThrough)
            return AccountDecider.Refuse("already-billed", $"The subscription is billed through {subscription.BilledThrough.AddDays(-1):O}; it can end on {subscription.BilledThrough:O} or later.");
        return AccountDecider.Accept(new SubscriptionCancelled(subscription.SubscriptionId, end));
    }

    // In advance, what is billed is paid for; in arrears, the running period is still to be billed, and so are earlier ones that were not billed yet.
    private static DateOnly EndOfRunningPeriod(Subscription subscription, DateOnly today)
    {
        if (subscription.Timing == BillingTiming.InAdvance)
            return subscription.BilledThrough;
        var running = new BillingCalendar(subscription.Anchor, subscription.Interval).PeriodOf(today > subscription.BilledThrough ? today : subscription.BilledThrough);
        return subscription.End is { } end && end < running.End ? end : running.End;
    }
}
