namespace Billing.Domain;

/// <summary>What a customer has agreed to buy again and again.</summary>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="PriceId">The price it is billed by.</param>
/// <param name="Quantity">How many units, above 0.</param>
/// <param name="Interval">The price's interval when it started; a period's length never changes under a running subscription.</param>
/// <param name="Timing">The price's timing when it started.</param>
/// <param name="Anchor">The date its periods are reckoned from.</param>
/// <param name="Start">The first day served.</param>
/// <param name="End">The day after the last day served, where it was cancelled.</param>
/// <param name="BilledThrough">The start of the first period that is not billed yet.</param>
public sealed record Subscription(
    string SubscriptionId,
    string PriceId,
    decimal Quantity,
    BillingInterval Interval,
    BillingTiming Timing,
    DateOnly Anchor,
    DateOnly Start,
    DateOnly? End,
    DateOnly BilledThrough)
{
    /// <summary>The next period to bill, cut at the subscription's start and end; null where all is billed.</summary>
    public DuePeriod? NextPeriod()
    {
        if (End is { } end && BilledThrough >= end)
            return null;
        var full = new BillingCalendar(Anchor, Interval).PeriodOf(BilledThrough);
        var cut = new ServicePeriod(BilledThrough, End is { } last && last < full.End ? last : full.End);
        return new DuePeriod(SubscriptionId, cut, full, Timing == BillingTiming.InAdvance ? cut.Start : cut.End);
    }

    /// <summary>This subscription with a period billed.</summary>
    public Subscription Billed(ServicePeriod period) => this with { BilledThrough = period.End };
}

/// <summary>A period that is to be billed.</summary>
/// <param name="SubscriptionId">Whose it is.</param>
/// <param name="Served">The days that are billed.</param>
/// <param name="Full">The full interval they lie in; the price is for all of it.</param>
/// <param name="DueOn">The day it is billed on.</param>
public sealed record DuePeriod(string SubscriptionId, ServicePeriod Served, ServicePeriod Full, DateOnly DueOn);
