namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>Drops duplicates, then gives each subscription that wants a message its own copy.</summary>
internal sealed class Topic : IDestination, IDisposable
{
    private readonly Lock gate;
    private readonly TimeProvider clock;
    private readonly TopicDefinition definition;
    private readonly DuplicateHistory history;
    private readonly ScheduledMessages scheduled = new();
    private readonly DueTimer timer;
    private readonly List<(SubscriptionDefinition Definition, BrokerQueue Queue)> subscriptions;
    private readonly List<PublishedMessage> published = [];
    private long lastSequenceNumber;

    public Topic(TopicDefinition definition, Lock gate, TimeProvider clock)
    {
        this.definition = definition;
        this.gate = gate;
        this.clock = clock;
        history = new DuplicateHistory(definition.DuplicateWindow);
        timer = new DueTimer(clock, OnDue);
        subscriptions = [.. definition.Subscriptions.Select(subscription => (
            subscription,
            new BrokerQueue($"{definition.Name}/Subscriptions/{subscription.Name}", subscription.Limits, null, gate, clock)))];
    }

    public IEnumerable<BrokerQueue> Queues => subscriptions.Select(subscription => subscription.Queue);

    public IReadOnlyList<PublishedMessage> Published
    {
        get
        {
            lock (gate)
                return [.. published];
        }
    }

    public void Send(IReadOnlyList<BrokerMessage> messages)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var message in messages.Where(message => history.IsNew(message.MessageId, now)))
            {
                if (message.ScheduledEnqueueTime is { } due && due > now)
                    Hold(message, due, now);
                else
                    Publish(message, now);
            }
        }
    }

    public long Schedule(BrokerMessage message, DateTimeOffset due)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return history.IsNew(message.MessageId, now) ? Hold(message, due, now) : ++lastSequenceNumber;
        }
    }

    public bool CancelScheduled(long sequenceNumber)
    {
        lock (gate)
            return scheduled.Cancel(sequenceNumber);
    }

    public void Dispose()
    {
        timer.Dispose();
        foreach (var queue in Queues)
            queue.Dispose();
    }

    private long Hold(BrokerMessage message, DateTimeOffset due, DateTimeOffset now)
    {
        scheduled.Add(++lastSequenceNumber, message, due, now);
        timer.AtLatest(due);
        return lastSequenceNumber;
    }

    private void Publish(BrokerMessage message, DateTimeOffset now)
    {
        lastSequenceNumber++;
        published.Add(new PublishedMessage(
            message.MessageId, message.Subject, message.ApplicationProperties, message.Body, now));
        var timeToLive = message.TimeToLive is { } own && own < definition.DefaultTimeToLive ? own : definition.DefaultTimeToLive;
        var copy = message with { TimeToLive = timeToLive };
        foreach (var (subscription, queue) in subscriptions)
        {
            if (subscription.Filters.Any(filter => filter.Matches(message)))
                queue.Enqueue(copy, lastSequenceNumber, now);
        }
    }

    private void OnDue()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var message in scheduled.TakeDue(now))
                Publish(message, now);
            timer.AtLatest(scheduled.NextDue);
        }
    }
}
