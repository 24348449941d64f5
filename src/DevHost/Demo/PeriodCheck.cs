using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Every day of a subscription is billed once: the billed periods follow on each other from its start, with nothing between them but pauses;
/// where days are billed anew, each line that billed them is credited once.</summary>
internal static class PeriodCheck
{
    /// <summary>What does not hold.</summary>
    /// <param name="events">All events of the account, in order.</param>
    /// <param name="subscription">As they left it.</param>
    /// <param name="lastDay">The last day that was billed.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<AccountEvent> events, Subscription subscription, DateOnly lastDay)
    {
        var next = DateOnly.MinValue;
        var paused = new List<Pause>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case SubscriptionStarted e when e.Subscription.SubscriptionId == subscription.SubscriptionId:
                    next = e.Subscription.BilledThrough;
                    break;
                case SubscriptionPaused e when e.SubscriptionId == subscription.SubscriptionId:
                    paused.Add(e.Pause);
                    break;
                case SubscriptionResumed e when e.SubscriptionId == subscription.SubscriptionId:
                    paused[^1] = paused[^1] with { Until = e.On };
                    break;
            }

            if (AnewOf(happened, subscription.SubscriptionId) is { } anew)
            {
                next = anew.From;
                foreach (var fault in UncreditedOf(anew, events))
                    yield return fault;
            }

            foreach (var period in PeriodsOf(happened, subscription.SubscriptionId))
            {
                if (period.Start != next && !paused.Any(pause => pause.From <= next && pause.Until == period.Start))
                    yield return $"what is billed for {period.Start:O} should begin on {next:O}";
                next = period.End;
            }
        }

        if (next != subscription.BilledThrough || subscription.NextPeriod()?.DueOn <= lastDay)
            yield return $"it is billed until {next:O}, and its next bill is due on {subscription.NextPeriod()?.DueOn:O}";
    }

    private static BilledAnew? AnewOf(AccountEvent happened, string subscriptionId) => happened switch
    {
        SubscriptionChanged e when e.SubscriptionId == subscriptionId => e.Anew,
        SubscriptionPaused e when e.SubscriptionId == subscriptionId => e.Anew,
        SubscriptionCancelled e when e.SubscriptionId == subscriptionId => e.Anew,
        _ => null,
    };

    private static IEnumerable<ServicePeriod> PeriodsOf(AccountEvent happened, string subscriptionId)
    {
        var invoice = happened switch
        {
            InvoiceFinalized { Invoice.ReplacesNumber: "" } e => e.Invoice,
            BillingCarriedOver e => e.Invoice,
            _ => null,
        };
        return (invoice?.Periods ?? []).Where(period => period.SubscriptionId == subscriptionId).Select(period => period.Period).OrderBy(period => period.Start);
    }

    // A credit is a line of the next invoice, or of a credit note where that would be below zero.
    private static IEnumerable<string> UncreditedOf(BilledAnew anew, IReadOnlyList<AccountEvent> events)
    {
        foreach (var charge in anew.Unused)
        {
            var lines = events.OfType<InvoiceFinalized>().Count(issued => issued.Invoice.Lines.Any(line => line.ChargeId == charge.ChargeId));
            var notes = events.OfType<ChargeRemoved>().Count(removed => removed.ChargeId == charge.ChargeId);
            if (lines + notes != 1)
                yield return $"the credit {charge.ChargeId} is given {lines + notes} times";
        }
    }
}
