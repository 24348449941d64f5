namespace Billing.Domain;

/// <summary>The periods of a subscription: period k runs from anchor + k intervals to anchor + (k + 1) intervals, cut at its start and end.</summary>
/// <param name="Anchor">The date the periods are reckoned from; its day of the month is the billing day.</param>
/// <param name="Interval">The length of a period.</param>
public readonly record struct BillingCalendar(DateOnly Anchor, BillingInterval Interval)
{
    /// <summary>The k-th full period; k may be negative, for periods before the anchor.</summary>
    public ServicePeriod Period(int k) => new(Interval.After(Anchor, k), Interval.After(Anchor, k + 1));

    /// <summary>The full period that a date lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval has no length, or the period reaches out of the calendar.</exception>
    public ServicePeriod PeriodOf(DateOnly date)
    {
        var k = Estimate(date);
        while (Period(k).Start > date) k--;
        while (Period(k).End <= date) k++;
        return Period(k);
    }

    // Near enough that the walk above takes a step or two, whatever the distance.
    private int Estimate(DateOnly date)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Interval.Count, 1);
        var days = date.DayNumber - Anchor.DayNumber;
        return (Interval.Unit switch
        {
            IntervalUnit.Day => days,
            IntervalUnit.Week => days / 7,
            IntervalUnit.Month => (date.Year - Anchor.Year) * 12 + date.Month - Anchor.Month,
            _ => date.Year - Anchor.Year,
        }) / Interval.Count;
    }
}
