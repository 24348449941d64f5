namespace Billing.Domain;

/// <summary>Decides about pauses: days on which a subscription is neither served nor billed.</summary>
internal static class PauseDecider
{
    public static Decision Pause(Account account, PauseSubscription command, DecisionContext context)
    {
        if (SubscriptionDecider.Find(account, command.SubscriptionId) is not { } subscription)
            return SubscriptionDecider.Unknown(command.SubscriptionId);
        var from = command.From ?? context.Today;
        if (subscription.End <= from)
            return AccountDecider.Refuse("subscription-ended", $"The subscription ends on {subscription.End:O}.");
        if (from < subscription.Start)
            return AccountDecider.Refuse("before-start", $"The subscription starts on {subscription.Start:O}; start it later instead.");
        if (subscription.Pauses.Any(known => known.Until is not { } until || until > from))
            return AccountDecider.Refuse("already-paused", "There is a pause already on that day or after it; resume the subscription first.");
        if (SubscriptionDecider.TooFarAhead([from, command.Until], context) is { } tooFar)
            return tooFar;

        BilledAnew? anew = null;
        if (from < subscription.BilledThrough && !SubscriptionDecider.IsInTrial(subscription, from))
        {
            if (subscription.TermsOn(from).Timing == BillingTiming.InArrears)
                return SubscriptionDecider.AlreadyBilled(subscription, "pause");
            if (command.Unused == UnusedTime.Forfeit)
                from = subscription.BilledThrough;
            else if (!UnusedTimeCredit.Reaches(subscription, from))
                return SubscriptionDecider.TooFarBack(from);
            else
                anew = new BilledAnew(from, null, UnusedTimeCredit.From(account, subscription, from, context.Today));
        }

        return command.Until <= from
            ? AccountDecider.Refuse("pause-empty", $"The pause would begin on {from:O}; it must end later.")
            : AccountDecider.Accept(new SubscriptionPaused(subscription.SubscriptionId, new Pause(from, command.Until), anew));
    }

    public static Decision Resume(Account account, ResumeSubscription command, DecisionContext context)
    {
        if (SubscriptionDecider.Find(account, command.SubscriptionId) is not { } subscription)
            return SubscriptionDecider.Unknown(command.SubscriptionId);
        if (subscription.Pauses is not [.., var pause] || pause.Until <= context.Today)
            return AccountDecider.Refuse("not-paused", "The subscription is not paused.");
        var on = command.On ?? context.Today;
        if (SubscriptionDecider.TooFarAhead([on], context) is { } tooFar)
            return tooFar;
        return pause.Until == on ? AccountDecider.Accept() : AccountDecider.Accept(new SubscriptionResumed(subscription.SubscriptionId, on));
    }
}
