using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Messages;

/// <summary>What the host tells of a queue message beside its body.</summary>
internal static class Delivery
{
    /// <summary>How often the message was handed out, this time included.</summary>
    public static int DequeueCount(this FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DequeueCount", out var count)
            ? int.Parse(Convert.ToString(count, CultureInfo.InvariantCulture)!.Trim('"'), CultureInfo.InvariantCulture)
            : 1;
}
