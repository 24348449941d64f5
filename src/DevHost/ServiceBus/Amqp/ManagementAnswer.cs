using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>A status, as of HTTP, with values or with an error.</summary>
internal sealed record ManagementAnswer(int Status, string Description, AmqpSymbol? Error, AmqpMap Values)
{
    public static ManagementAnswer Ok(params (string Name, object Value)[] values)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in values)
            map[new MapKey(name)] = value;
        return new ManagementAnswer(200, "OK", null, map);
    }

    public static ManagementAnswer Empty() => new(204, "No content", null, []);

    public static ManagementAnswer LockLost() =>
        Refused(410, Refusals.MessageLockLost, Refusals.LockLost().Error.Description);

    public static ManagementAnswer Refused(int status, AmqpSymbol error, string description) =>
        new(status, description, error, []);

    public static ManagementAnswer Refused(AmqpException refusal) =>
        Refused(
            refusal.Error.Condition.Equals(AmqpErrorCode.NotImplemented) ? 501 : 404,
            refusal.Error.Condition,
            refusal.Error.Description);

    public AmqpMessage ToMessage()
    {
        var message = AmqpMessage.Create(new AmqpValue { Value = Values });
        var properties = message.ApplicationProperties.Map;
        properties["statusCode"] = Status;
        properties["statusDescription"] = Description;
        if (Error is { } error)
            properties["errorCondition"] = error;
        return message;
    }
}
