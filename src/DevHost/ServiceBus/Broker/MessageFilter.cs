using System.Globalization;

namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>Decides whether a subscription takes a message.</summary>
internal abstract record MessageFilter
{
    public abstract bool Matches(BrokerMessage message);
}

/// <summary>The SQL filter <c>1=1</c>.</summary>
internal sealed record EverythingFilter : MessageFilter
{
    public override bool Matches(BrokerMessage message) => true;
}

/// <summary>
/// Every value that the filter names must equal the message's, case and all; values it leaves out may be anything.
/// </summary>
internal sealed record CorrelationFilter : MessageFilter
{
    public string? ContentType { get; init; }
    public string? CorrelationId { get; init; }
    public string? Label { get; init; }
    public string? MessageId { get; init; }
    public string? ReplyTo { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? SessionId { get; init; }
    public string? To { get; init; }
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();

    public override bool Matches(BrokerMessage message) =>
        IsWanted(ContentType, message.ContentType)
        && IsWanted(CorrelationId, message.CorrelationId)
        && IsWanted(Label, message.Subject)
        && IsWanted(MessageId, message.MessageId)
        && IsWanted(ReplyTo, message.ReplyTo)
        && IsWanted(ReplyToSessionId, message.ReplyToSessionId)
        && IsWanted(SessionId, message.SessionId)
        && IsWanted(To, message.To)
        && Properties.All(wanted =>
            message.ApplicationProperties.TryGetValue(wanted.Key, out var actual) && AreEqual(wanted.Value, actual));

    private static bool IsWanted(string? wanted, string? actual) =>
        wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);

    // The file knows one kind of number; a message's property may be any of AMQP's.
    private static bool AreEqual(object wanted, object? actual) =>
        wanted is decimal number
            ? AsNumber(actual) == number
            : wanted.Equals(actual);

    private static decimal? AsNumber(object? value) => value switch
    {
        byte or sbyte or short or ushort or int or uint or long or ulong or decimal =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        float or double when Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) < (double)decimal.MaxValue =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
