namespace Billing.Domain;

/// <summary>The running figures of a period, kept while events come in: all aggregations at once, so that a price's can be chosen when it is billed.</summary>
/// <param name="Sum">All quantities added up.</param>
/// <param name="Max">The highest quantity.</param>
/// <param name="Last">The quantity with the latest timestamp.</param>
/// <param name="LastAt">That timestamp.</param>
/// <param name="UniqueCount">How many different keys occurred.</param>
/// <param name="EventCount">How many events there are.</param>
/// <param name="LateSum">The part of the sum that comes from late events.</param>
/// <param name="LateCount">How many events are late.</param>
public sealed record UsageTally(
    decimal Sum, decimal Max, decimal Last, DateTimeOffset LastAt, long UniqueCount, long EventCount, decimal LateSum, long LateCount)
{
    /// <summary>Before the first event.</summary>
    public static UsageTally Empty { get; } = new(0, 0, 0, DateTimeOffset.MinValue, 0, 0, 0, 0);

    /// <summary>The figures with one event more.</summary>
    /// <param name="used">The event.</param>
    /// <param name="late">Whether it belongs to an earlier period that was closed when it came.</param>
    /// <param name="newKey">Whether its key occurs for the first time in the period.</param>
    /// <exception cref="OverflowException">The sum is larger than a decimal holds.</exception>
    public UsageTally With(UsageEvent used, bool late, bool newKey) => new(
        Sum + used.Quantity,
        EventCount == 0 ? used.Quantity : Math.Max(Max, used.Quantity),
        used.At >= LastAt ? used.Quantity : Last,
        used.At >= LastAt ? used.At : LastAt,
        UniqueCount + (newKey ? 1 : 0),
        EventCount + 1,
        LateSum + (late ? used.Quantity : 0),
        LateCount + (late ? 1 : 0));

    /// <summary>The figures as they are billed.</summary>
    public UsageReading Reading(UsagePeriodKey key, bool closed) => new(key, closed, Sum, Max, Last, UniqueCount, EventCount, LateSum, LateCount);
}
