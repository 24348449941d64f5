using Microsoft.Azure.Amqp.Encoding;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>Application properties whose types AMQP does not know travel as described values.</summary>
internal static class PropertyValues
{
    public static object? FromAmqp(object? value) => value switch
    {
        AmqpSymbol symbol => symbol.Value,
        ArraySegment<byte> bytes => bytes.AsSpan().ToArray(),
        DescribedType { Descriptor: AmqpSymbol descriptor, Value: var inner } => FromDescribed(descriptor.Value, inner),
        _ => value,
    };

    private static object? FromDescribed(string descriptor, object? value) => (descriptor, value) switch
    {
        ("com.microsoft:timespan", long ticks) => TimeSpan.FromTicks(ticks),
        ("com.microsoft:datetime-offset", long ticks) => new DateTimeOffset(ticks, TimeSpan.Zero),
        ("com.microsoft:uri", string uri) => new Uri(uri),
        _ => value,
    };
}
