namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>
/// A queue, a subscription or the dead-letter queue of either: hands messages out under a lock, in order, and takes
/// back what is not completed. All queues of a broker share one gate, so that a message moves between two at once.
/// </summary>
internal sealed class BrokerQueue : IDestination, IDisposable
{
    private static readonly Dictionary<string, object?> NoChanges = [];

    private readonly Lock gate;
    private readonly TimeProvider clock;
    private readonly QueueLimits limits;
    private readonly DuplicateHistory history;
    private readonly DueTimer timer;

    private readonly SortedDictionary<long, QueuedMessage> active = [];
    private readonly SortedDictionary<long, QueuedMessage> deferred = [];
    private readonly Dictionary<Guid, LockedMessage> locked = [];
    private readonly ScheduledMessages scheduled = new();
    private long lastSequenceNumber;
    private DateTimeOffset nextChange = DateTimeOffset.MaxValue;

    /// <summary>A queue that sends what fails to a dead-letter queue of its own.</summary>
    public BrokerQueue(string path, QueueLimits limits, TimeSpan? duplicateWindow, Lock gate, TimeProvider clock)
        : this(path, limits, duplicateWindow, gate, clock, hasDeadLetters: true)
    {
    }

    private BrokerQueue(
        string path, QueueLimits limits, TimeSpan? duplicateWindow, Lock gate, TimeProvider clock, bool hasDeadLetters)
    {
        Path = path;
        this.limits = limits;
        this.gate = gate;
        this.clock = clock;
        history = new DuplicateHistory(duplicateWindow);
        timer = new DueTimer(clock, OnDue);
        if (hasDeadLetters)
            DeadLetters = new BrokerQueue(
                path + "/$DeadLetterQueue",
                // What is dead stays until somebody takes it.
                limits with { MaxDeliveryCount = int.MaxValue, DefaultTimeToLive = TimeSpan.MaxValue },
                null, gate, clock, hasDeadLetters: false);
    }

    public string Path { get; }

    public BrokerQueue? DeadLetters { get; }

    /// <summary>Raised under the gate when a message can be had: a handler may only note that it should come and look.</summary>
    public event Action? Arrived;

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
                    Enqueue(message, lastSequenceNumber + 1, now);
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

    /// <summary>Takes a copy that a topic hands on; the topic's number for it stays readable.</summary>
    public void Enqueue(BrokerMessage message, long enqueuedSequenceNumber, DateTimeOffset now)
    {
        lock (gate)
        {
            var timeToLive = message.TimeToLive is { } own && own < limits.DefaultTimeToLive ? own : limits.DefaultTimeToLive;
            var expiresAt = timeToLive < DateTimeOffset.MaxValue - now ? now + timeToLive : DateTimeOffset.MaxValue;
            Offer(new QueuedMessage(message, ++lastSequenceNumber, enqueuedSequenceNumber, now, expiresAt, 0, NoChanges));
        }
    }

    /// <summary>The oldest message, locked for the receiver; null when there is none.</summary>
    public LockedMessage? TryLock()
    {
        lock (gate)
            return TakeOldest() is { } message ? Lock(message, wasDeferred: false) : null;
    }

    /// <summary>The oldest message, gone from the queue.</summary>
    public QueuedMessage? TryTake()
    {
        lock (gate)
            return TakeOldest();
    }

    /// <summary>Locks deferred messages by their numbers; null, and nothing locked, when one of them is not deferred here.</summary>
    public IReadOnlyList<LockedMessage>? LockDeferred(IReadOnlyList<long> sequenceNumbers)
    {
        lock (gate)
            return TakeDeferred(sequenceNumbers)?.Select(message => Lock(message, wasDeferred: true)).ToList();
    }

    public IReadOnlyList<QueuedMessage>? TakeDeferred(IReadOnlyList<long> sequenceNumbers)
    {
        lock (gate)
        {
            Advance();
            if (!sequenceNumbers.All(deferred.ContainsKey))
                return null;
            return [.. sequenceNumbers.Distinct().Select(number =>
            {
                deferred.Remove(number, out var message);
                return message!;
            })];
        }
    }

    public bool Complete(Guid lockToken)
    {
        lock (gate)
            return Unlock(lockToken) is not null;
    }

    /// <summary>Gives the message back, counted as a failed delivery.</summary>
    public bool Abandon(Guid lockToken, IEnumerable<KeyValuePair<string, object?>>? changes = null)
    {
        lock (gate)
        {
            if (Unlock(lockToken) is not { } was)
                return false;
            GiveBack(was with { Message = was.Message.With(changes) });
            return true;
        }
    }

    /// <summary>Gives back a message that never reached its receiver: not counted.</summary>
    public bool Release(Guid lockToken)
    {
        lock (gate)
        {
            if (Unlock(lockToken) is not { } was)
                return false;
            PutBack(was.Message, was.WasDeferred);
            return true;
        }
    }

    /// <summary>Puts the message aside; only its sequence number brings it back.</summary>
    public bool Defer(Guid lockToken, IEnumerable<KeyValuePair<string, object?>>? changes = null)
    {
        lock (gate)
        {
            if (Unlock(lockToken) is not { } was)
                return false;
            PutBack(was.Message.With(changes) with { DeliveryCount = was.Message.DeliveryCount + 1 }, isDeferred: true);
            return true;
        }
    }

    public bool DeadLetter(
        Guid lockToken, string? reason, string? description, IEnumerable<KeyValuePair<string, object?>>? changes = null)
    {
        lock (gate)
        {
            if (Unlock(lockToken) is not { } was)
                return false;
            Bury(was.Message.With(changes), reason, description);
            return true;
        }
    }

    /// <summary>The new end of the lock; null when it is lost.</summary>
    public DateTimeOffset? RenewLock(Guid lockToken)
    {
        lock (gate)
        {
            Advance();
            if (!locked.TryGetValue(lockToken, out var held))
                return null;
            var until = clock.GetUtcNow() + limits.LockDuration;
            locked[lockToken] = held with { LockedUntil = until };
            return until;
        }
    }

    /// <summary>Messages from that number on, in order, whether active, locked, deferred or scheduled.</summary>
    public IReadOnlyList<PeekedMessage> Peek(long fromSequenceNumber, int count)
    {
        lock (gate)
        {
            Advance();
            return [.. active.Values.Select(message => new PeekedMessage(message, MessageStanding.Active))
                .Concat(locked.Values.Select(held => new PeekedMessage(
                    held.Message, held.WasDeferred ? MessageStanding.Deferred : MessageStanding.Active)))
                .Concat(deferred.Values.Select(message => new PeekedMessage(message, MessageStanding.Deferred)))
                .Concat(scheduled.All.Select(entry => new PeekedMessage(
                    new QueuedMessage(
                        entry.Value.Message, entry.Key, entry.Key, entry.Value.ScheduledAt, DateTimeOffset.MaxValue, 0, NoChanges),
                    MessageStanding.Scheduled)))
                .Where(peeked => peeked.Message.SequenceNumber >= fromSequenceNumber)
                .OrderBy(peeked => peeked.Message.SequenceNumber)
                .Take(count)];
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        DeadLetters?.Dispose();
    }

    private long Hold(BrokerMessage message, DateTimeOffset due, DateTimeOffset now)
    {
        scheduled.Add(++lastSequenceNumber, message, due, now);
        RemindAt(due);
        return lastSequenceNumber;
    }

    private QueuedMessage? TakeOldest()
    {
        Advance();
        if (active.Count == 0)
            return null;
        var oldest = active.First().Value;
        active.Remove(oldest.SequenceNumber);
        return oldest;
    }

    private LockedMessage Lock(QueuedMessage message, bool wasDeferred)
    {
        var held = new LockedMessage(message, Guid.NewGuid(), clock.GetUtcNow() + limits.LockDuration, wasDeferred);
        locked.Add(held.LockToken, held);
        RemindAt(held.LockedUntil);
        return held;
    }

    private LockedMessage? Unlock(Guid lockToken)
    {
        Advance();
        return locked.Remove(lockToken, out var held) ? held : null;
    }

    private void GiveBack(LockedMessage was)
    {
        var message = was.Message with { DeliveryCount = was.Message.DeliveryCount + 1 };
        if (message.DeliveryCount >= limits.MaxDeliveryCount && !was.WasDeferred)
            Bury(message, "MaxDeliveryCountExceeded",
                $"Message could not be consumed after {limits.MaxDeliveryCount} delivery attempts.");
        else
            PutBack(message, was.WasDeferred);
    }

    private void PutBack(QueuedMessage message, bool isDeferred)
    {
        if (isDeferred)
        {
            deferred.Add(message.SequenceNumber, message);
            RemindAt(message.ExpiresAt);
        }
        else
        {
            Offer(message);
        }
    }

    private void Offer(QueuedMessage message)
    {
        active.Add(message.SequenceNumber, message);
        RemindAt(message.ExpiresAt);
        Arrived?.Invoke();
    }

    private void Bury(QueuedMessage message, string? reason, string? description)
    {
        // A dead letter that is dead-lettered again stays where it is.
        var grave = DeadLetters ?? this;
        var changes = new Dictionary<string, object?>();
        if (reason is not null)
            changes["DeadLetterReason"] = reason;
        if (description is not null)
            changes["DeadLetterErrorDescription"] = description;
        grave.Offer(message.With(changes) with { ExpiresAt = DateTimeOffset.MaxValue });
    }

    private void OnDue()
    {
        lock (gate)
        {
            Advance();
            timer.AtLatest(nextChange);
        }
    }

    private void RemindAt(DateTimeOffset due)
    {
        if (due < nextChange)
            nextChange = due;
        timer.AtLatest(due);
    }

    /// <summary>Brings the queue to the present: locks that ran out, messages that became due, messages that expired.</summary>
    private void Advance()
    {
        var now = clock.GetUtcNow();
        if (now < nextChange)
            return;
        nextChange = DateTimeOffset.MaxValue;
        foreach (var lost in locked.Values.Where(held => held.LockedUntil <= now).ToList())
        {
            locked.Remove(lost.LockToken);
            GiveBack(lost);
        }
        foreach (var due in scheduled.TakeDue(now))
            Enqueue(due, lastSequenceNumber + 1, now);
        Expire(active, now);
        Expire(deferred, now);
        RemindAt(locked.Values.Select(held => held.LockedUntil)
            .Concat(active.Values.Select(message => message.ExpiresAt))
            .Concat(deferred.Values.Select(message => message.ExpiresAt))
            .Append(scheduled.NextDue)
            .Min());
    }

    private void Expire(SortedDictionary<long, QueuedMessage> messages, DateTimeOffset now)
    {
        foreach (var expired in messages.Values.Where(message => message.ExpiresAt <= now).ToList())
        {
            messages.Remove(expired.SequenceNumber);
            if (limits.DeadLetterOnExpiration)
                Bury(expired, "TTLExpiredException", "The message expired and was dead lettered.");
        }
    }
}
