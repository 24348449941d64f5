namespace Billing.Domain;

/// <summary>Decides about starting, ending and reactivating subscriptions.</summary>
internal static class SubscriptionDecider
{
    public static Decision Start(Account account, StartSubscription command, DecisionContext context)
    {
        if (account.Subscriptions.Any(subscription => subscription.SubscriptionId == command.SubscriptionId))
            return AccountDecider.Refuse("subscription-exists", $"The account has a subscription {command.SubscriptionId} already; choose another id.");
        if (PriceFor(account, command.PriceId, context, out var price) is { } refused)
            return refused;
        if (command.Quantity <= 0 && !price.IsMetered)
            return AccountDecider.Refuse("quantity-not-positive", "The quantity must be above 0.");
        if (command.End <= command.Start || command.TrialEnd < command.Start)
            return AccountDecider.Refuse("end-before-start", $"The subscription starts on {command.Start:O}; its end must be later, and its trial must not end before.");
        if (TooFarAhead([command.Start, command.TrialEnd], context) is { } tooFar)
            return tooFar;

        var firstBilled = command.TrialEnd ?? command.Start;
        var terms = TermsOf(price, command.Quantity, command.Start, command.Anchor ?? account.BillingAnchor ?? firstBilled);
        var subscription = new Subscription(
            command.SubscriptionId, command.Start, command.End, firstBilled, [terms], [], [], command.TrialEnd, command.CommittedUntil, ForAccount: command.ForAccount);
        var fee = price.VersionFor(terms.Calendar.PeriodOf(firstBilled).Start, firstBilled, command.Start).SetUpFee;
        return fee == 0
            ? AccountDecider.Accept(new SubscriptionStarted(subscription))
            : AccountDecider.Accept(new SubscriptionStarted(subscription), new ChargeAdded(Charges.SetUpFee(subscription, price, fee, firstBilled)));
    }

    public static Decision Cancel(Account account, CancelSubscription command, DecisionContext context)
    {
        if (Find(account, command.SubscriptionId) is not { } subscription)
            return Unknown(command.SubscriptionId);

        var end = command.End ?? (command.AtOnce ? context.Today : EndOfRunningPeriod(subscription, context.Today));
        if (subscription.End == end)
            return AccountDecider.Accept();
        if (subscription.End is { } ended && ended <= context.Today && end > ended)
            return AccountDecider.Refuse("subscription-ended", $"The subscription ended on {ended:O}; reactivate it or start a new one.");
        if (end < subscription.CommittedUntil && !command.WaiveCommitment)
            return AccountDecider.Refuse("committed", $"The customer is bound until {subscription.CommittedUntil:O}; cancel to that day or later, or waive the commitment.");
        if (end < subscription.Start)
            return AccountDecider.Refuse("end-before-start", $"The subscription starts on {subscription.Start:O}; it cannot end before.");
        if (TooFarAhead([end], context) is { } tooFar)
            return tooFar;
        if (end >= subscription.BilledThrough || IsInTrial(subscription, end))
            return AccountDecider.Accept(new SubscriptionCancelled(subscription.SubscriptionId, end, null));

        if (subscription.TermsOn(end).Timing == BillingTiming.InArrears || command.Unused is null)
            return AlreadyBilled(subscription, "end");
        if (command.Unused == UnusedTime.Forfeit)
            return AccountDecider.Accept(new SubscriptionCancelled(subscription.SubscriptionId, end, null));
        return UnusedTimeCredit.Reaches(subscription, end)
            ? AccountDecider.Accept(new SubscriptionCancelled(subscription.SubscriptionId, end, new BilledAnew(end, null, UnusedTimeCredit.From(account, subscription, end, context.Today))))
            : TooFarBack(end);
    }

    public static Decision Reactivate(Account account, ReactivateSubscription command, DecisionContext context)
    {
        if (Find(account, command.SubscriptionId) is not { } subscription)
            return Unknown(command.SubscriptionId);
        if (subscription.End is not { } end)
            return AccountDecider.Accept();
        if (end > context.Today)
            return AccountDecider.Accept(new SubscriptionReactivated(subscription.SubscriptionId, end));
        var from = command.From ?? context.Today;
        if (TooFarAhead([from], context) is { } tooFar)
            return tooFar;
        return from < end
            ? AccountDecider.Refuse("before-end", $"The subscription ended on {end:O}; it can be reactivated from that day on.")
            : AccountDecider.Accept(new SubscriptionReactivated(subscription.SubscriptionId, from));
    }

    internal static Subscription? Find(Account account, string subscriptionId) => account.Subscriptions.FirstOrDefault(known => known.SubscriptionId == subscriptionId);

    internal static Decision Unknown(string subscriptionId) => AccountDecider.Refuse("unknown-subscription", $"The account has no subscription {subscriptionId}.");

    internal static Decision AlreadyBilled(Subscription subscription, string what) => AccountDecider.Refuse(
        "already-billed", $"The subscription is billed through {subscription.BilledThrough.AddDays(-1):O}; it can {what} on {subscription.BilledThrough:O} or later, or say what becomes of the days that are paid.");

    internal static Decision TooFarBack(DateOnly day) => AccountDecider.Refuse(
        "too-far-back", $"What was billed from {day:O} on cannot be prorated any more; credit the invoice, or choose a later day.");

    internal static Decision? TooFarAhead(IEnumerable<DateOnly?> days, DecisionContext context) =>
        days.Max() > context.Today.AddMonths(BillingDecider.MonthsAhead)
            ? AccountDecider.Refuse("too-far-ahead", $"Nothing is arranged more than {BillingDecider.MonthsAhead} months ahead; choose a day until {context.Today.AddMonths(BillingDecider.MonthsAhead):O}.")
            : null;

    /// <summary>A trial has billed nothing, so days in it are free to change.</summary>
    internal static bool IsInTrial(Subscription subscription, DateOnly day) =>
        day < subscription.TrialEnd && subscription.BilledThrough == subscription.TrialEnd && subscription.Ahead.Count == 0;

    internal static SubscriptionTerms TermsOf(Price price, decimal quantity, DateOnly from, DateOnly anchor) => new(
        from, price.PriceId, price.IsMetered ? 1 : quantity, price.Interval!.Value, price.IsMetered ? BillingTiming.InArrears : price.Timing, anchor, price.IsMetered);

    internal static Decision? PriceFor(Account account, string priceId, DecisionContext context, out Price price)
    {
        price = null!;
        if (!context.Prices.TryGetValue(priceId, out var found))
            return AccountDecider.Refuse("unknown-price", $"The seller has no price {priceId}.");
        if (found.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"Price {found.PriceId} is in {found.Currency}, the account is in {account.Currency()}; a customer who buys in two currencies has two accounts.");
        price = found;
        return found.Interval is null
            ? AccountDecider.Refuse("one-off-price", $"Price {found.PriceId} is sold once; add it as a charge instead.")
            : null;
    }

    // In advance, what is billed is paid for; in arrears, the running period is still to be billed, and so are earlier ones that were not billed yet.
    internal static DateOnly EndOfRunningPeriod(Subscription subscription, DateOnly today)
    {
        if (subscription.TermsOn(subscription.BilledThrough).Timing == BillingTiming.InAdvance)
            return subscription.BilledThrough;
        var running = subscription.PeriodOf(today > subscription.BilledThrough ? today : subscription.BilledThrough);
        return subscription.End is { } end && end < running.End ? end : running.End;
    }
}
