namespace Billing.Domain;

/// <summary>What was used in a period, as it was read. It is final once it is closed: what comes later counts in a later period.</summary>
/// <param name="Key">The period.</param>
/// <param name="Closed">Whether nothing can be added any more.</param>
/// <param name="Sum">All quantities added up.</param>
/// <param name="Max">The highest quantity; 0 where there is none.</param>
/// <param name="Last">The quantity with the latest timestamp; 0 where there is none.</param>
/// <param name="UniqueCount">How many different keys occurred.</param>
/// <param name="EventCount">How many events there are, late ones included.</param>
/// <param name="LateSum">The part of the sum that comes from late events.</param>
/// <param name="LateCount">How many events of earlier periods came after those were closed. They are in all figures of this period, the peak, the
/// last quantity and the unique keys included: what their own period was billed is not changed any more.</param>
public sealed record UsageReading(
    UsagePeriodKey Key, bool Closed, decimal Sum, decimal Max, decimal Last, long UniqueCount, long EventCount, decimal LateSum, long LateCount)
{
    /// <summary>The reading of a period in which nothing was used.</summary>
    public static UsageReading Nothing(UsagePeriodKey key) => UsageTally.Empty.Reading(key, closed: false);

    /// <summary>What is billed.</summary>
    public decimal Quantity(UsageAggregation aggregation) => aggregation switch
    {
        UsageAggregation.Sum => Sum,
        UsageAggregation.Max => Max,
        UsageAggregation.Last => Last,
        UsageAggregation.UniqueCount => UniqueCount,
        _ => throw new InvalidOperationException($"There is no aggregation {aggregation}."),
    };
}
