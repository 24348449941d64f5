using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>Hands a queue's messages to one receiver as its credit allows, and settles them as it answers.</summary>
internal sealed class Dispatch
{
    private readonly SendingAmqpLink link;
    private readonly BrokerQueue queue;
    private readonly bool isReceiveAndDelete;
    private int wanted;

    private Dispatch(SendingAmqpLink link, BrokerQueue queue)
    {
        this.link = link;
        this.queue = queue;
        isReceiveAndDelete = link.Settings.SettleType == SettleMode.SettleOnSend;
    }

    public static void Attach(SendingAmqpLink link, BrokerQueue queue)
    {
        var dispatch = new Dispatch(link, queue);
        link.RegisterDispositionListener(dispatch.OnDisposition);
        link.RegisterCreditListener((_, _, _) => dispatch.HandOut());
        queue.Arrived += dispatch.OnArrived;
        // What the receiver holds stays locked when it goes, until the lock runs out.
        link.SafeAddClosed((_, _) => queue.Arrived -= dispatch.OnArrived);
    }

    private void OnArrived()
    {
        if (link.LinkCredit > 0)
            ThreadPool.UnsafeQueueUserWorkItem(static dispatch => dispatch.HandOut(), this, preferLocal: false);
    }

    /// <summary>One thread hands out at a time; whoever calls meanwhile makes it look once more.</summary>
    private void HandOut()
    {
        if (Interlocked.Increment(ref wanted) > 1)
            return;
        int seen;
        do
        {
            seen = Volatile.Read(ref wanted);
            try
            {
                while (link.LinkCredit > 0 && !link.IsClosing() && queue.TryLock() is { } held && TrySend(held))
                {
                }
            }
            catch (Exception exception) when (exception is AmqpException or InvalidOperationException)
            {
                // The link is lost, not the host.
                link.SafeClose(exception);
            }
        }
        while (Interlocked.CompareExchange(ref wanted, 0, seen) != seen);
    }

    private bool TrySend(LockedMessage held)
    {
        var message = AmqpMessages.Write(
            held.Message, isReceiveAndDelete ? null : held.LockedUntil, MessageStanding.Active);
        message.DeliveryTag = new ArraySegment<byte>(held.LockToken.ToByteArray());
        if (!link.TrySendDelivery(message))
        {
            queue.Release(held.LockToken);
            return false;
        }
        if (isReceiveAndDelete)
            queue.Complete(held.LockToken);
        return true;
    }

    private void OnDisposition(Delivery delivery)
    {
        if (isReceiveAndDelete)
            return;
        var lockToken = new Guid(delivery.DeliveryTag.AsSpan());
        var isHeld = delivery.State switch
        {
            Accepted => queue.Complete(lockToken),
            Rejected rejected => DeadLetter(lockToken, rejected.Error),
            Modified { UndeliverableHere: true } modified => queue.Defer(lockToken, Changes(modified.MessageAnnotations)),
            Modified modified => queue.Abandon(lockToken, Changes(modified.MessageAnnotations)),
            Released => queue.Release(lockToken),
            _ => true,
        };
        // A client settles at once, and wants no answer, what reached it after it had stopped waiting.
        if (delivery.Settled)
            return;
        // A dead-lettered message is answered like a completed one: the client takes any Rejected for a failure.
        link.DisposeDelivery(delivery, settled: true, isHeld ? AmqpConstants.AcceptedOutcome : Refusals.LockLost());
    }

    private bool DeadLetter(Guid lockToken, Error? error)
    {
        var info = Changes(error?.Info)?.ToDictionary() ?? [];
        info.Remove("DeadLetterReason", out var reason);
        info.Remove("DeadLetterErrorDescription", out var description);
        return queue.DeadLetter(lockToken, reason as string, description as string, info);
    }

    private static IEnumerable<KeyValuePair<string, object?>>? Changes(Fields? fields) =>
        fields?.Select(field => KeyValuePair.Create(field.Key.ToString(), (object?)field.Value));
}
