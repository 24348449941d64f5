using System.Collections.Frozen;

namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>The queues and topics of one namespace, found by path as clients write it, in any case.</summary>
internal sealed class MessageBroker : IDisposable
{
    private readonly FrozenDictionary<string, Topic> topics;
    private readonly FrozenDictionary<string, BrokerQueue> queues;
    private readonly FrozenDictionary<string, BrokerQueue> receivable;

    public MessageBroker(Topology topology, TimeProvider clock)
    {
        var gate = new Lock();
        topics = topology.Topics.ToFrozenDictionary(
            topic => topic.Name, topic => new Topic(topic, gate, clock), StringComparer.OrdinalIgnoreCase);
        queues = topology.Queues.ToFrozenDictionary(
            queue => queue.Name,
            queue => new BrokerQueue(queue.Name, queue.Limits, queue.DuplicateWindow, gate, clock),
            StringComparer.OrdinalIgnoreCase);
        receivable = queues.Values.Concat(topics.Values.SelectMany(topic => topic.Queues))
            .SelectMany(queue => new[] { queue, queue.DeadLetters! })
            .ToFrozenDictionary(queue => queue.Path, StringComparer.OrdinalIgnoreCase);
    }

    public Topic? FindTopic(string path) => topics.GetValueOrDefault(path);

    /// <summary>A queue or a topic; nobody sends to a subscription or a dead-letter queue.</summary>
    public IDestination? FindDestination(string path) =>
        FindTopic(path) is { } topic ? topic : queues.GetValueOrDefault(path);

    /// <summary>A queue, <c>topic/Subscriptions/name</c>, or either with <c>/$DeadLetterQueue</c>.</summary>
    public BrokerQueue? FindQueue(string path) => receivable.GetValueOrDefault(path);

    public void Dispose()
    {
        foreach (var topic in topics.Values)
            topic.Dispose();
        foreach (var queue in queues.Values)
            queue.Dispose();
    }
}
