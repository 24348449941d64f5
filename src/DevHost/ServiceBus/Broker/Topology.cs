namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>The queues and topics of one namespace, as the configuration file names them.</summary>
internal sealed record Topology(IReadOnlyList<QueueDefinition> Queues, IReadOnlyList<TopicDefinition> Topics);

internal sealed record QueueDefinition(string Name, QueueLimits Limits, TimeSpan? DuplicateWindow);

internal sealed record TopicDefinition(
    string Name,
    TimeSpan DefaultTimeToLive,
    TimeSpan? DuplicateWindow,
    IReadOnlyList<SubscriptionDefinition> Subscriptions);

/// <summary>A subscription takes a message once when any of its filters matches.</summary>
internal sealed record SubscriptionDefinition(string Name, QueueLimits Limits, IReadOnlyList<MessageFilter> Filters);

/// <summary>How long a queue keeps and locks messages, and how often it offers one before it is dead-lettered.</summary>
internal sealed record QueueLimits(
    TimeSpan LockDuration,
    int MaxDeliveryCount,
    TimeSpan DefaultTimeToLive,
    bool DeadLetterOnExpiration);
