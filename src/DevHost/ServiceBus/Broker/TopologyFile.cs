using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>
/// Reads a topology from the <c>Config.json</c> of the Service Bus emulator, so that one file serves both. What the
/// stand-in cannot do (sessions, forwarding, SQL filters but <c>1=1</c>, rule actions) is refused here by name rather
/// than ignored.
/// </summary>
internal static class TopologyFile
{
    // The values that Service Bus gives to what is not named.
    private static readonly TimeSpan DefaultLockDuration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultDuplicateWindow = TimeSpan.FromMinutes(10);
    private const int DefaultMaxDeliveryCount = 10;

    private static readonly JsonSerializerOptions Json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="JsonException">The file is not in the emulator's format.</exception>
    /// <exception cref="NotSupportedException">It asks for what the stand-in cannot do.</exception>
    public static Topology Read(string path)
    {
        using var stream = File.OpenRead(path);
        var config = JsonSerializer.Deserialize<Config>(stream, Json) ?? throw new JsonException($"{path} is empty.");
        if (config.UserConfig.Namespaces is not [var only])
            throw new NotSupportedException($"{path} must have exactly one namespace.");
        return new Topology(
            [.. only.Queues.Select(ReadQueue)],
            [.. only.Topics.Select(ReadTopic)]);
    }

    private static QueueDefinition ReadQueue(Entity queue) =>
        new(queue.Name, ReadLimits(queue.Name, queue.Properties), ReadDuplicateWindow(queue.Properties));

    private static TopicDefinition ReadTopic(TopicEntity topic) =>
        new(
            topic.Name,
            ReadDuration(topic.Properties.DefaultMessageTimeToLive) ?? TimeSpan.MaxValue,
            ReadDuplicateWindow(topic.Properties),
            [.. topic.Subscriptions.Select(subscription => ReadSubscription($"{topic.Name}/{subscription.Name}", subscription))]);

    private static SubscriptionDefinition ReadSubscription(string path, Subscription subscription) =>
        new(
            subscription.Name,
            ReadLimits(path, subscription.Properties),
            subscription.Rules is { Count: > 0 } rules
                ? [.. rules.Select(rule => ReadFilter($"{path}/{rule.Name}", rule.Properties))]
                : [new EverythingFilter()]);

    private static QueueLimits ReadLimits(string path, Properties properties)
    {
        if (properties.RequiresSession == true)
            throw new NotSupportedException($"{path}: sessions are not supported.");
        if (!string.IsNullOrEmpty(properties.ForwardTo) || !string.IsNullOrEmpty(properties.ForwardDeadLetteredMessagesTo))
            throw new NotSupportedException($"{path}: forwarding is not supported.");
        return new QueueLimits(
            ReadDuration(properties.LockDuration) ?? DefaultLockDuration,
            properties.MaxDeliveryCount ?? DefaultMaxDeliveryCount,
            ReadDuration(properties.DefaultMessageTimeToLive) ?? TimeSpan.MaxValue,
            properties.DeadLetteringOnMessageExpiration ?? false);
    }

    private static TimeSpan? ReadDuplicateWindow(Properties properties) =>
        properties.RequiresDuplicateDetection == true
            ? ReadDuration(properties.DuplicateDetectionHistoryTimeWindow) ?? DefaultDuplicateWindow
            : null;

    private static TimeSpan? ReadDuration(string? iso8601) =>
        string.IsNullOrEmpty(iso8601) ? null : XmlConvert.ToTimeSpan(iso8601);

    private static MessageFilter ReadFilter(string path, RuleProperties rule)
    {
        if (!string.IsNullOrEmpty(rule.Action?.SqlExpression))
            throw new NotSupportedException($"{path}: rule actions are not supported.");
        return rule.FilterType switch
        {
            "Correlation" when rule.CorrelationFilter is { } filter => ReadCorrelation(path, filter),
            "Sql" when rule.SqlFilter?.SqlExpression.Replace(" ", "", StringComparison.Ordinal) == "1=1" => new EverythingFilter(),
            "Sql" => throw new NotSupportedException($"{path}: of SQL filters only 1=1 is supported."),
            _ => throw new NotSupportedException($"{path}: '{rule.FilterType}' is not a filter type with a filter."),
        };
    }

    private static CorrelationFilter ReadCorrelation(string path, Correlation filter) => new()
    {
        ContentType = filter.ContentType,
        CorrelationId = filter.CorrelationId,
        Label = filter.Label,
        MessageId = filter.MessageId,
        ReplyTo = filter.ReplyTo,
        ReplyToSessionId = filter.ReplyToSessionId,
        SessionId = filter.SessionId,
        To = filter.To,
        Properties = filter.Properties.ToDictionary(
            property => property.Key,
            property => property.Value.ValueKind switch
            {
                JsonValueKind.String => (object)property.Value.GetString()!,
                JsonValueKind.Number => property.Value.GetDecimal(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw new NotSupportedException($"{path}: property {property.Key} is neither text, number nor truth value."),
            }),
    };

    private sealed record Config
    {
        public required UserConfig UserConfig { get; init; }
    }

    private sealed record UserConfig
    {
        public required IReadOnlyList<Namespace> Namespaces { get; init; }
        public JsonElement Logging { get; init; }
    }

    private sealed record Namespace
    {
        public required string Name { get; init; }
        public IReadOnlyList<Entity> Queues { get; init; } = [];
        public IReadOnlyList<TopicEntity> Topics { get; init; } = [];
    }

    private record Entity
    {
        public required string Name { get; init; }
        public Properties Properties { get; init; } = new();
    }

    private sealed record TopicEntity : Entity
    {
        public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];
    }

    private sealed record Subscription : Entity
    {
        public IReadOnlyList<Rule> Rules { get; init; } = [];
    }

    private sealed record Properties
    {
        public bool? DeadLetteringOnMessageExpiration { get; init; }
        public string? DefaultMessageTimeToLive { get; init; }
        public string? DuplicateDetectionHistoryTimeWindow { get; init; }
        public string? ForwardDeadLetteredMessagesTo { get; init; }
        public string? ForwardTo { get; init; }
        public string? LockDuration { get; init; }
        public int? MaxDeliveryCount { get; init; }
        public bool? RequiresDuplicateDetection { get; init; }
        public bool? RequiresSession { get; init; }
    }

    private sealed record Rule
    {
        public required string Name { get; init; }
        public required RuleProperties Properties { get; init; }
    }

    private sealed record RuleProperties
    {
        public required string FilterType { get; init; }
        public SqlText? SqlFilter { get; init; }
        public Correlation? CorrelationFilter { get; init; }
        public SqlText? Action { get; init; }
    }

    private sealed record SqlText
    {
        public required string SqlExpression { get; init; }
    }

    private sealed record Correlation
    {
        public string? ContentType { get; init; }
        public string? CorrelationId { get; init; }
        public string? Label { get; init; }
        public string? MessageId { get; init; }
        public string? ReplyTo { get; init; }
        public string? ReplyToSessionId { get; init; }
        public string? SessionId { get; init; }
        public string? To { get; init; }
        public IReadOnlyDictionary<string, JsonElement> Properties { get; init; } = new Dictionary<string, JsonElement>();
    }
}
