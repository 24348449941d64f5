using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>Reads what a sender encoded, and writes it again with the broker's annotations.</summary>
internal static class AmqpMessages
{
    /// <summary>The message format of a batch: each data section of it is a message of its own.</summary>
    private const uint BatchFormat = 0x80013700;

    private static readonly AmqpSymbol ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    public static IReadOnlyList<BrokerMessage> ReadAll(AmqpMessage received) =>
        received.MessageFormat == BatchFormat
            ? [.. received.DataBody.Select(data => Read(Copy((ArraySegment<byte>)data.Value)))]
            : [Read(ReadToEnd(received.ToStream()))];

    public static BrokerMessage Read(byte[] encoded)
    {
        using var message = Decode(encoded);
        // Sections that the sender left out are null.
        var properties = message.Properties;
        return new BrokerMessage(encoded, ReadBody(message))
        {
            MessageId = properties?.MessageId?.ToString(),
            Subject = properties?.Subject,
            ContentType = properties?.ContentType.Value,
            CorrelationId = properties?.CorrelationId?.ToString(),
            ReplyTo = properties?.ReplyTo?.ToString(),
            ReplyToSessionId = properties?.ReplyToGroupId,
            SessionId = properties?.GroupId,
            To = properties?.To?.ToString(),
            TimeToLive = message.Header.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            ScheduledEnqueueTime = message.MessageAnnotations.Map.TryGetValue<DateTime>(ScheduledEnqueueTime, out var due)
                ? new DateTimeOffset(due.ToUniversalTime())
                : null,
            ApplicationProperties = message.ApplicationProperties?.Map.ToDictionary(
                property => property.Key.ToString(), property => PropertyValues.FromAmqp(property.Value)) ?? [],
        };
    }

    public static AmqpMessage Write(QueuedMessage queued, DateTimeOffset? lockedUntil, MessageStanding standing)
    {
        var message = Decode(queued.Content.Encoded.ToArray());
        message.Header.DeliveryCount = (uint)queued.DeliveryCount;
        if (queued.Content.TimeToLive is { } timeToLive && timeToLive.TotalMilliseconds < uint.MaxValue)
            message.Header.Ttl = (uint)timeToLive.TotalMilliseconds;
        message.ApplicationProperties ??= new ApplicationProperties();
        foreach (var (name, value) in queued.Changes)
            message.ApplicationProperties.Map[name] = value;
        var annotations = message.MessageAnnotations.Map;
        annotations["x-opt-sequence-number"] = queued.SequenceNumber;
        annotations["x-opt-enqueue-sequence-number"] = queued.EnqueuedSequenceNumber;
        annotations["x-opt-enqueued-time"] = queued.EnqueuedTime.UtcDateTime;
        annotations["x-opt-message-state"] = (int)standing;
        if (lockedUntil is { } until)
            annotations["x-opt-locked-until"] = until.UtcDateTime;
        return message;
    }

    public static ArraySegment<byte> Encode(AmqpMessage message) => Join(message.GetPayload(int.MaxValue, out _));

    private static AmqpMessage Decode(byte[] encoded)
    {
        var message = AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([new ArraySegment<byte>(encoded)]));
        message.Deserialize(SectionFlag.All);
        return message;
    }

    private static byte[] ReadBody(AmqpMessage message) =>
        message.BodyType == SectionFlag.Data
            ? Join(message.DataBody.Select(data => (ArraySegment<byte>)data.Value))
            : [];

    private static byte[] Join(IEnumerable<ArraySegment<byte>> segments)
    {
        using var joined = new MemoryStream();
        foreach (var segment in segments)
            joined.Write(segment);
        return joined.ToArray();
    }

    private static byte[] Copy(ArraySegment<byte> bytes) => bytes.AsSpan().ToArray();

    private static byte[] ReadToEnd(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
