using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>The node <c>$cbs</c>: takes every token, as the emulator does, for nothing here is worth guarding.</summary>
internal sealed class TokenNode(ReceivingAmqpLink link, Replies replies)
{
    private const int Accepted = 202;

    public void OnRequest(AmqpMessage request)
    {
        using (request)
        {
            link.AcceptMessage(request, settled: true, batchable: false);
            var answer = AmqpMessage.Create(new AmqpValue());
            answer.ApplicationProperties.Map["status-code"] = Accepted;
            answer.ApplicationProperties.Map["status-description"] = "Accepted";
            replies.Answer(request, answer);
        }
    }
}
