using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>The errors of Service Bus, under the conditions from which its client makes its exceptions.</summary>
internal static class Refusals
{
    public static readonly AmqpSymbol MessageLockLost = "com.microsoft:message-lock-lost";
    public static readonly AmqpSymbol MessageNotFound = "com.microsoft:message-not-found";
    public static readonly AmqpSymbol ArgumentError = "com.microsoft:argument-error";

    public static AmqpException NoSuchEntity(string path) =>
        new(AmqpErrorCode.NotFound, $"The messaging entity '{path}' could not be found.");

    public static AmqpException NoSessions(string path) =>
        new(AmqpErrorCode.NotAllowed, $"'{path}' does not take session receivers: sessions are not supported here.");

    public static AmqpException NoTransactions() =>
        new(AmqpErrorCode.NotImplemented, "Transactions are not supported here.");

    public static Rejected LockLost() => new()
    {
        Error = new Error
        {
            Condition = MessageLockLost,
            Description = "The message is not locked under this token: the lock ran out, or the message was settled.",
        },
    };

    public static Rejected Malformed(string description) => new()
    {
        Error = new Error { Condition = ArgumentError, Description = description },
    };
}
