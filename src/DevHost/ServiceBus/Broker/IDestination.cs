namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>What a sender can address: a queue or a topic.</summary>
internal interface IDestination
{
    /// <summary>Takes all messages or, when it throws, none. Duplicates are dropped without a word.</summary>
    void Send(IReadOnlyList<BrokerMessage> messages);

    /// <summary>Holds the message until it is due; the number cancels it.</summary>
    long Schedule(BrokerMessage message, DateTimeOffset due);

    /// <summary>False when no message is waiting under that number.</summary>
    bool CancelScheduled(long sequenceNumber);
}
