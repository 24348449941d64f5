namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>A message as a topic took it. The body is empty when the sender gave a value instead of data.</summary>
internal sealed record PublishedMessage(
    string? MessageId,
    string? Subject,
    IReadOnlyDictionary<string, object?> ApplicationProperties,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset EnqueuedTime);
