namespace Billing.Domain;

/// <summary>Decides about changes of what a subscription buys: from the next period on, or at once with a credit for the days that are billed.</summary>
internal static class ChangeDecider
{
    public static Decision Change(Account account, ChangeSubscription command, DecisionContext context)
    {
        if (SubscriptionDecider.Find(account, command.SubscriptionId) is not { } subscription)
            return SubscriptionDecider.Unknown(command.SubscriptionId);
        var from = command.Effect == ChangeEffect.AtPeriodEnd ? PeriodEnd(subscription, context.Today) : command.On ?? context.Today;
        var current = subscription.TermsOn(from);
        if (SubscriptionDecider.PriceFor(account, command.PriceId ?? current.PriceId, context, out var price) is { } refused)
            return refused;
        var quantity = command.Quantity ?? current.Quantity;
        if (WhyNot(subscription, current, price, quantity, from, command.Effect, context) is { } why)
            return why;

        var terms = SubscriptionDecider.TermsOf(price, quantity, from, current.Anchor);
        if (!terms.SameCalendarAs(current))
            terms = terms with { Anchor = from < subscription.TrialEnd ? subscription.TrialEnd.Value : from };
        if (terms with { From = current.From } == current && subscription.Terms[^1] == current)
            return AccountDecider.Accept();

        var isBilled = from < subscription.BilledThrough && !SubscriptionDecider.IsInTrial(subscription, from);
        if (!isBilled)
            return AccountDecider.Accept(new SubscriptionChanged(subscription.SubscriptionId, terms, null));
        if (current.Timing == BillingTiming.InArrears)
            return SubscriptionDecider.AlreadyBilled(subscription, "change");
        return command.Prorate
            ? Prorated(account, subscription, current, terms, command, context)
            : AccountDecider.Accept(new SubscriptionChanged(subscription.SubscriptionId, terms.SameCalendarAs(current) ? terms : terms with { From = subscription.BilledThrough, Anchor = subscription.BilledThrough }, null));
    }

    private static Decision Prorated(Account account, Subscription subscription, SubscriptionTerms current, SubscriptionTerms terms, ChangeSubscription command, DecisionContext context)
    {
        if (!UnusedTimeCredit.Reaches(subscription, terms.From))
            return SubscriptionDecider.TooFarBack(terms.From);
        DateOnly? later = command.BillAtOnce || !terms.SameCalendarAs(current) ? null : subscription.RemainderDueOn ?? subscription.BilledThrough;
        var billOn = later ?? (terms.From > context.Today ? terms.From : context.Today);
        return AccountDecider.Accept(new SubscriptionChanged(
            subscription.SubscriptionId, terms, new BilledAnew(terms.From, later, UnusedTimeCredit.From(account, subscription, terms.From, billOn))));
    }

    private static Decision? WhyNot(Subscription subscription, SubscriptionTerms current, Price price, decimal quantity, DateOnly from, ChangeEffect effect, DecisionContext context)
    {
        if (subscription.End is { } end && (end <= context.Today || from >= end))
            return AccountDecider.Refuse("subscription-ended", $"The subscription ends on {end:O}; reactivate it first.");
        if (quantity <= 0 && !price.IsMetered)
            return AccountDecider.Refuse("quantity-not-positive", "The quantity must be above 0; to end a subscription, cancel it.");
        if (from < subscription.Start)
            return AccountDecider.Refuse("before-start", $"The subscription starts on {subscription.Start:O}; it cannot change before.");
        if (subscription.IsPausedOn(from) && effect == ChangeEffect.AtOnce)
            return AccountDecider.Refuse("paused", $"The subscription is paused on {from:O}; resume it first.");
        if ((current.Metered || price.IsMetered) && from != current.Calendar.PeriodOf(from).Start && !SubscriptionDecider.IsInTrial(subscription, from))
            return AccountDecider.Refuse("metered-within-period", "What is metered is billed for whole periods; change it at the end of its period.");
        return SubscriptionDecider.TooFarAhead([from], context);
    }

    // In advance, the next period begins where the billed days end, unless that day has come and the period runs already.
    private static DateOnly PeriodEnd(Subscription subscription, DateOnly today)
    {
        var end = SubscriptionDecider.EndOfRunningPeriod(subscription, today);
        return end > today ? end : subscription.PeriodOf(today).End;
    }
}
