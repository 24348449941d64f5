namespace Billing.Domain;

/// <summary>Where the usage of a subscription belongs.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Calendar">Its periods.</param>
/// <param name="Start">The first day served.</param>
/// <param name="End">The day after the last day served, where it ends.</param>
public sealed record UsageMeter(string SubscriptionId, BillingCalendar Calendar, DateOnly Start, DateOnly? End)
{
    /// <summary>How far the sender's clock may be ahead.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromDays(1);

    /// <summary>The meter of a subscription.</summary>
    public static UsageMeter Of(Subscription subscription) =>
        new(subscription.SubscriptionId, subscription.TermsOn(subscription.BilledThrough).Calendar, subscription.Start, subscription.End);

    /// <summary>The period that a day belongs to, in the seller's time zone.</summary>
    public UsagePeriodKey PeriodOf(DateOnly day) => new(SubscriptionId, Calendar.PeriodOf(day).Start);

    /// <summary>The period after one, which takes what comes late for it; nothing where the subscription ends before that.</summary>
    public UsagePeriodKey? After(UsagePeriodKey key)
    {
        var next = Calendar.PeriodOf(key.PeriodStart).End;
        return next < End || End is null ? key with { PeriodStart = next } : null;
    }

    /// <summary>Why an event cannot be usage of the subscription, if so.</summary>
    /// <param name="used">The event.</param>
    /// <param name="day">Its day in the seller's time zone.</param>
    /// <param name="now">The present moment.</param>
    public Refusal? WhyNot(UsageEvent used, DateOnly day, DateTimeOffset now)
    {
        if (used.At > now + Ahead)
            return new Refusal("usage-in-future", $"The event is dated {used.At:O}, more than a day ahead; correct the sender's clock.");
        if (day < Start)
            return new Refusal("usage-before-start", $"The subscription starts on {Start:O}, and the event was on {day:O}.");
        return End is { } end && day >= end
            ? new Refusal("usage-after-end", $"The subscription ended on {end:O}, and the event was on {day:O}.")
            : null;
    }
}
