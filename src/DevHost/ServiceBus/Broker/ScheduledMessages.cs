namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>Messages that wait for their hour, in a queue or a topic.</summary>
internal sealed class ScheduledMessages
{
    private readonly SortedDictionary<long, Entry> entries = [];

    public IEnumerable<KeyValuePair<long, Entry>> All => entries;

    public void Add(long sequenceNumber, BrokerMessage message, DateTimeOffset due, DateTimeOffset scheduledAt) =>
        entries.Add(sequenceNumber, new Entry(message, due, scheduledAt));

    public bool Cancel(long sequenceNumber) => entries.Remove(sequenceNumber);

    /// <summary>Takes out what is due by now, the earliest first.</summary>
    public IReadOnlyList<BrokerMessage> TakeDue(DateTimeOffset now)
    {
        var due = entries.Where(entry => entry.Value.Due <= now).OrderBy(entry => entry.Value.Due).ToList();
        foreach (var entry in due)
            entries.Remove(entry.Key);
        return [.. due.Select(entry => entry.Value.Message)];
    }

    public DateTimeOffset NextDue => entries.Count == 0 ? DateTimeOffset.MaxValue : entries.Values.Min(entry => entry.Due);

    internal sealed record Entry(BrokerMessage Message, DateTimeOffset Due, DateTimeOffset ScheduledAt);
}
