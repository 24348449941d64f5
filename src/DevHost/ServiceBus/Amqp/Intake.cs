using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>Passes what a client sends to a queue or topic.</summary>
internal sealed class Intake(ReceivingAmqpLink link, IDestination destination)
{
    public void OnMessage(AmqpMessage message)
    {
        using (message)
            link.DisposeMessage(message, Take(message), settled: true, batchable: false);
    }

    private Outcome Take(AmqpMessage message)
    {
        IReadOnlyList<BrokerMessage> messages;
        try
        {
            messages = AmqpMessages.ReadAll(message);
        }
        catch (Exception exception) when (exception is AmqpException or InvalidCastException or ArgumentException)
        {
            return Refusals.Malformed(exception.Message);
        }
        destination.Send(messages);
        return AmqpConstants.AcceptedOutcome;
    }
}
