using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>The links on which requesters wait for answers, by the reply address they chose.</summary>
internal sealed class Replies
{
    private readonly ConcurrentDictionary<string, SendingAmqpLink> links = new(StringComparer.Ordinal);
    private long sent;

    public void Add(string address, SendingAmqpLink link)
    {
        links[address] = link;
        link.SafeAddClosed((_, _) => links.TryRemove(address, out var _));
    }

    public void Answer(AmqpMessage request, AmqpMessage answer)
    {
        if (!links.TryGetValue(request.Properties.ReplyTo?.ToString() ?? "", out var link))
            return;
        answer.Properties.CorrelationId = request.Properties.MessageId;
        var tag = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(tag, Interlocked.Increment(ref sent));
        link.SendMessageNoWait(answer, new ArraySegment<byte>(tag), AmqpConstants.NullBinary);
    }
}
