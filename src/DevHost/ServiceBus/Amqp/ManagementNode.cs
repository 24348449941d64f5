using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>What a <c>$management</c> node stands for: a topic can only be sent to, a dead-letter queue only received from.</summary>
internal sealed record ManagedEntity(string Path, IDestination? Destination, BrokerQueue? Queue);

/// <summary>Answers the requests that do not fit a plain transfer of messages.</summary>
internal sealed class ManagementNode(ReceivingAmqpLink link, Replies replies, ManagedEntity entity)
{
    // A client that asks for more gets the first of them.
    private const int MostMessagesPeeked = 250;

    public void OnRequest(AmqpMessage request)
    {
        using (request)
        {
            link.AcceptMessage(request, settled: true, batchable: false);
            replies.Answer(request, Answer(request).ToMessage());
        }
    }

    private ManagementAnswer Answer(AmqpMessage request)
    {
        var operation = request.ApplicationProperties.Map["operation"] as string;
        var body = (request.ValueBody?.Value as AmqpMap) ?? [];
        try
        {
            return operation switch
            {
                "com.microsoft:schedule-message" => Schedule(Destination, body),
                "com.microsoft:cancel-scheduled-message" => CancelScheduled(Destination, body),
                "com.microsoft:renew-lock" => RenewLocks(Queue, body),
                "com.microsoft:update-disposition" => UpdateDisposition(Queue, body),
                "com.microsoft:peek-message" => Peek(Queue, body),
                "com.microsoft:receive-by-sequence-number" => ReceiveDeferred(Queue, body),
                _ => throw new AmqpException(AmqpErrorCode.NotImplemented, $"{operation} is not supported here."),
            };
        }
        catch (AmqpException refusal)
        {
            return ManagementAnswer.Refused(refusal);
        }
        catch (Exception malformed) when (malformed is InvalidCastException or NullReferenceException or ArgumentException)
        {
            return ManagementAnswer.Refused(400, Refusals.ArgumentError, $"{operation} lacks a value: {malformed.Message}");
        }
    }

    private IDestination Destination => entity.Destination ?? throw Refusals.NoSuchEntity(entity.Path);

    private BrokerQueue Queue => entity.Queue ?? throw Refusals.NoSuchEntity(entity.Path);

    private static ManagementAnswer Schedule(IDestination destination, AmqpMap body)
    {
        var messages = ((IEnumerable<object>)body[new MapKey("messages")])
            .Select(entry => AmqpMessages.Read(((ArraySegment<byte>)((AmqpMap)entry)[new MapKey("message")]).AsSpan().ToArray()))
            .ToList();
        var numbers = messages
            .Select(message => destination.Schedule(message, message.ScheduledEnqueueTime ?? DateTimeOffset.MinValue))
            .ToArray();
        return ManagementAnswer.Ok(("sequence-numbers", numbers));
    }

    private static ManagementAnswer CancelScheduled(IDestination destination, AmqpMap body)
    {
        var isCancelled = ((long[])body[new MapKey("sequence-numbers")]).Select(destination.CancelScheduled).ToList();
        return isCancelled.TrueForAll(was => was)
            ? ManagementAnswer.Ok()
            : ManagementAnswer.Refused(404, Refusals.MessageNotFound, "No message is scheduled under that sequence number.");
    }

    private static ManagementAnswer RenewLocks(BrokerQueue queue, AmqpMap body)
    {
        var untils = ((Guid[])body[new MapKey("lock-tokens")]).Select(queue.RenewLock).ToList();
        return untils.TrueForAll(until => until is not null)
            ? ManagementAnswer.Ok(("expirations", untils.Select(until => until!.Value.UtcDateTime).ToArray()))
            : ManagementAnswer.LockLost();
    }

    private static ManagementAnswer UpdateDisposition(BrokerQueue queue, AmqpMap body)
    {
        var changes = (body[new MapKey("properties-to-modify")] as AmqpMap)?
            .Select(change => KeyValuePair.Create(change.Key.ToString(), (object?)change.Value)).ToList();
        var reason = body[new MapKey("deadletter-reason")] as string;
        var description = body[new MapKey("deadletter-description")] as string;
        var status = (string)body[new MapKey("disposition-status")];
        Func<Guid, bool> settle = status switch
        {
            "completed" => queue.Complete,
            "abandoned" => lockToken => queue.Abandon(lockToken, changes),
            "defered" => lockToken => queue.Defer(lockToken, changes),
            "suspended" => lockToken => queue.DeadLetter(lockToken, reason, description, changes),
            _ => throw new ArgumentException($"{status} is not a disposition."),
        };
        var isHeld = ((Guid[])body[new MapKey("lock-tokens")]).Select(settle).ToList();
        return isHeld.TrueForAll(held => held) ? ManagementAnswer.Ok() : ManagementAnswer.LockLost();
    }

    private static ManagementAnswer Peek(BrokerQueue queue, AmqpMap body)
    {
        var count = Math.Min((int)body[new MapKey("message-count")], MostMessagesPeeked);
        var peeked = queue.Peek((long)body[new MapKey("from-sequence-number")], count);
        return peeked.Count == 0
            ? ManagementAnswer.Empty()
            : ManagementAnswer.Ok(("messages", peeked.Select(found => Entry(found.Message, null, found.Standing)).ToList()));
    }

    private static ManagementAnswer ReceiveDeferred(BrokerQueue queue, AmqpMap body)
    {
        var numbers = (long[])body[new MapKey("sequence-numbers")];
        var isReceiveAndDelete = (uint)body[new MapKey("receiver-settle-mode")] == 0;
        var entries = isReceiveAndDelete
            ? queue.TakeDeferred(numbers)?.Select(message => Entry(message, null, MessageStanding.Deferred)).ToList()
            : queue.LockDeferred(numbers)?.Select(held => Entry(held.Message, held, MessageStanding.Deferred)).ToList();
        return entries is null
            ? ManagementAnswer.Refused(404, Refusals.MessageNotFound, "No message is deferred under that sequence number.")
            : ManagementAnswer.Ok(("messages", entries));
    }

    private static AmqpMap Entry(QueuedMessage queued, LockedMessage? held, MessageStanding standing)
    {
        using var message = AmqpMessages.Write(queued, held?.LockedUntil, standing);
        var entry = new AmqpMap { [new MapKey("message")] = AmqpMessages.Encode(message) };
        if (held is not null)
            entry[new MapKey("lock-token")] = held.LockToken;
        return entry;
    }
}
