namespace Billing.Domain;

/// <summary>Where the usage of a subscription belongs: in the periods that it is billed by, each named by its first day billed.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Drafted">The starts of its periods that are billed by drafts, and so still take usage, in order.</param>
public sealed record UsageMeter(Subscription Subscription, IReadOnlyList<DateOnly> Drafted)
{
    /// <summary>How far the sender's clock may be ahead.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromDays(1);

    /// <summary>The meter of a subscription.</summary>
    public static UsageMeter Of(Account account, Subscription subscription) => new(
        subscription,
        [.. account.Drafts.SelectMany(draft => draft.Usage).Where(key => key.SubscriptionId == subscription.SubscriptionId).Select(key => key.PeriodStart).Order()]);

    /// <summary>The period that a day belongs to, in the seller's time zone.</summary>
    public UsagePeriodKey PeriodOf(DateOnly day)
    {
        var start = Subscription.TermsOn(day).Calendar.PeriodOf(day).Start;
        foreach (var cut in Cuts())
            start = cut > start && cut <= day ? cut : start;
        return new UsagePeriodKey(Subscription.SubscriptionId, Subscription.FirstServed(start) is { } served && served <= day ? served : start);
    }

    /// <summary>The period after one, which takes what comes late for it; nothing where the subscription ends before that.</summary>
    public UsagePeriodKey? After(UsagePeriodKey key)
    {
        var next = Subscription.TermsOn(key.PeriodStart).Calendar.PeriodOf(key.PeriodStart).End;
        foreach (var cut in Cuts())
            next = cut > key.PeriodStart && cut < next ? cut : next;
        return Subscription.FirstServed(next) is { } served && (Subscription.End is not { } end || served < end) ? key with { PeriodStart = served } : null;
    }

    /// <summary>Whether a period still takes usage: it is not billed, billed by a draft, or free as a trial. Its head has the last word: it may be closed
    /// although it is not billed yet.</summary>
    public bool IsOpen(UsagePeriodKey key) =>
        key.PeriodStart >= Subscription.BilledThrough || key.PeriodStart < Subscription.TrialEnd || Drafted.Contains(key.PeriodStart);

    /// <summary>Why an event cannot be usage of the subscription, if so.</summary>
    /// <param name="used">The event.</param>
    /// <param name="day">Its day in the seller's time zone.</param>
    /// <param name="aggregation">How the price in force on that day measures.</param>
    /// <param name="now">The present moment.</param>
    public Refusal? WhyNot(UsageEvent used, DateOnly day, UsageAggregation? aggregation, DateTimeOffset now)
    {
        if (used.At > now + Ahead)
            return new Refusal("usage-in-future", $"The event is dated {used.At:O}, more than a day ahead; correct the sender's clock.");
        if (day < Subscription.Start)
            return new Refusal("usage-before-start", $"The subscription starts on {Subscription.Start:O}, and the event was on {day:O}.");
        if (Subscription.End is { } end && day >= end)
            return new Refusal("usage-after-end", $"The subscription ended on {end:O}, and the event was on {day:O}.");
        if (!Subscription.TermsOn(day).Metered)
            return new Refusal("not-metered", $"The subscription is billed by its quantity on {day:O}, not by usage.");
        if (Subscription.IsPausedOn(day))
            return new Refusal("usage-while-paused", $"The subscription is paused on {day:O}.");
        return aggregation == UsageAggregation.UniqueCount && used.UniqueKey.Length == 0
            ? new Refusal("unique-key-missing", "The price counts different keys; say in uniqueKey what is counted.")
            : null;
    }

    // Where a period begins apart from the calendar.
    private IEnumerable<DateOnly> Cuts()
    {
        yield return Subscription.Start;
        yield return Subscription.BilledThrough;
        if (Subscription.TrialEnd is { } trialEnd)
            yield return trialEnd;
        for (var index = 1; index < Subscription.Terms.Count; index++)
        {
            if (!Subscription.Terms[index].SameCalendarAs(Subscription.Terms[index - 1]))
                yield return Subscription.Terms[index].From;
        }

        foreach (var start in Drafted)
            yield return start;
    }
}
