namespace Billing.Domain;

/// <summary>The periods of a subscription: period k runs from anchor + k intervals to anchor + (k + 1) intervals, cut at its start and end.</summary>
/// <param name="Anchor">The date the periods are reckoned from; its day of the month is the billing day.</param>
/// <param name="Interval">The length of a period.</param>
public readonly record struct BillingCalendar(DateOnly Anchor, BillingInterval Interval)
{
    /// <summary>The k-th full period; k may be negative, for periods before the anchor.</summary>
    public ServicePeriod Period(int k) => new(Interval.After(Anchor, k), Interval.After(Anchor, k + 1));

    /// <summary>The full period that a date lies in.</summary>
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
        var days = date.DayNumber - Anchor.DayNumber;
        var length = Interval.Unit switch
        {
            IntervalUnit.Day => Interval.Count,
            IntervalUnit.Week => Interval.Count * 7,
            IntervalUnit.Month => Interval.Count * 30,
            _ => Interval.Count * 365,
        };
        return Interval.Unit is IntervalUnit.Month or IntervalUnit.Year
            ? ((date.Year - Anchor.Year) * 12 + date.Month - Anchor.Month) / (Interval.Count * (Interval.Unit == IntervalUnit.Year ? 12 : 1))
            : days / length;
    }
}
