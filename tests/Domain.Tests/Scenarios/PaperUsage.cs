namespace Billing.Domain.Tests;

/// <summary>The usage of an account on paper: the figures of each period, closed when they are read for good; what comes later goes to the next open period.</summary>
internal sealed class PaperUsage
{
    private readonly Dictionary<UsagePeriodKey, UsageTally> tallies = [];
    private readonly HashSet<UsagePeriodKey> closed = [];
    private readonly HashSet<(UsagePeriodKey Period, string UniqueKey)> uniqueKeys = [];
    private readonly HashSet<(string SubscriptionId, string EventId)> eventIds = [];

    /// <summary>Adds an event that was used on a day; false where it is there already, or cannot be usage of the subscription.</summary>
    public bool Add(UsageMeter meter, UsageEvent used, DateOnly day, UsageAggregation? aggregation, DateTimeOffset now)
    {
        if (meter.WhyNot(used, day, aggregation, now) is not null || eventIds.Contains((used.SubscriptionId, used.EventId)))
            return false;
        var belongsTo = meter.PeriodOf(day);
        var key = belongsTo;
        while (key is not null && (closed.Contains(key) || !meter.IsOpen(key)))
            key = meter.After(key);
        if (key is null)
            return false;
        var newKey = used.UniqueKey.Length > 0 && uniqueKeys.Add((key, used.UniqueKey));
        tallies[key] = tallies.GetValueOrDefault(key, UsageTally.Empty).With(used, key != belongsTo, newKey);
        return eventIds.Add((used.SubscriptionId, used.EventId));
    }

    /// <summary>What was used in a period; where that is read for good, it is said to be closed, and <see cref="Close"/> makes it so.</summary>
    public UsageReading Read(UsagePeriodKey key, bool close) => tallies.GetValueOrDefault(key, UsageTally.Empty).Reading(key, close || closed.Contains(key));

    public void Close(IEnumerable<UsagePeriodKey> keys) => closed.UnionWith(keys);
}
