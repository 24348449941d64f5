namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>
/// A message as its sender made it: what filters look at, and the encoded whole, which is handed on as it came.
/// </summary>
internal sealed record BrokerMessage(ReadOnlyMemory<byte> Encoded, ReadOnlyMemory<byte> Body)
{
    public string? MessageId { get; init; }
    public string? Subject { get; init; }
    public string? ContentType { get; init; }
    public string? CorrelationId { get; init; }
    public string? ReplyTo { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? SessionId { get; init; }
    public string? To { get; init; }
    public TimeSpan? TimeToLive { get; init; }
    public DateTimeOffset? ScheduledEnqueueTime { get; init; }
    public IReadOnlyDictionary<string, object?> ApplicationProperties { get; init; } = new Dictionary<string, object?>();
}

/// <summary>
/// A message in a queue. Where it stands (active, locked, deferred, scheduled) is the collection that holds it.
/// DeliveryCount is how often it was delivered before without being completed; Changes are the application properties
/// that receivers and dead-lettering put over the sender's.
/// </summary>
internal sealed record QueuedMessage(
    BrokerMessage Content,
    long SequenceNumber,
    long EnqueuedSequenceNumber,
    DateTimeOffset EnqueuedTime,
    DateTimeOffset ExpiresAt,
    int DeliveryCount,
    IReadOnlyDictionary<string, object?> Changes)
{
    public QueuedMessage With(IEnumerable<KeyValuePair<string, object?>>? changes)
    {
        if (changes is null)
            return this;
        var merged = new Dictionary<string, object?>(Changes);
        foreach (var (name, value) in changes)
            merged[name] = value;
        return this with { Changes = merged };
    }
}

internal sealed record LockedMessage(QueuedMessage Message, Guid LockToken, DateTimeOffset LockedUntil, bool WasDeferred);

internal sealed record PeekedMessage(QueuedMessage Message, MessageStanding Standing);

/// <summary>The values are those of the annotation <c>x-opt-message-state</c>; a locked message counts as active there.</summary>
internal enum MessageStanding
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
