using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Messages;

/// <summary>What the host tells of a queue message beside its body.</summary>
internal static class Delivery
{
    /// <summary>The attempt after which the host moves a message to the poison queue; <c>maxDequeueCount</c> in host.json.</summary>
    public const int LastAttempt = 5;

    /// <summary>How often the message was handed out, this time included.</summary>
    public static int DequeueCount(this FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DequeueCount", out var count)
            ? int.Parse(Convert.ToString(count, CultureInfo.InvariantCulture)!.Trim('"'), CultureInfo.InvariantCulture)
            : 1;
}
