using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Processors;

/// <summary>Somebody who posts webhooks: verifies what comes in his name, and knows what answer he expects.</summary>
internal interface IWebhookSender
{
    /// <summary>His name in routes, keys and ids: lower-case letters and hyphens.</summary>
    string Name { get; }

    /// <summary>The most that is read of a delivery.</summary>
    int MaximumBytes => 256 * 1024;

    /// <summary>Whether a delivery only names what to ask for. Then each is a reason to ask again, also where the one before was applied.</summary>
    bool NamesOnly => false;

    /// <summary>What he is answered when all of a delivery is stored.</summary>
    WebhookAnswer Answer => WebhookAnswer.Ok;

    /// <summary>Verifies a delivery over its raw bytes and names the events in it.</summary>
    /// <exception cref="ProblemException">It is not his, or cannot be read.</exception>
    Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation);
}

/// <summary>What was posted.</summary>
/// <param name="Headers">The headers of the request; may be anything.</param>
/// <param name="Body">The body exactly as it came; valid UTF-8.</param>
/// <param name="MerchantAccount">Our account that the route names, or nothing for the endpoint of all.</param>
internal sealed record WebhookDelivery(IHeaderDictionary Headers, BinaryData Body, string? MerchantAccount)
{
    /// <summary>The account of events that name none, at the endpoint of all.</summary>
    public const string DefaultAccount = "default";

    /// <summary>A header; empty where it is missing or came more than once.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] ?? "" : "";
}

/// <summary>A verified event of a delivery.</summary>
/// <param name="Id">The sender's id, the same in every delivery of it.</param>
/// <param name="Type">The sender's name of what happened.</param>
/// <param name="MerchantAccount">Our account there that it is about.</param>
/// <param name="IsLive">Whether it is about real money.</param>
/// <param name="Body">What is stored of it: the delivery's bytes, or the event's own where several came in one.</param>
internal sealed record WebhookEvent(string Id, string Type, string MerchantAccount, bool IsLive, BinaryData Body);

/// <summary>What a sender is answered when all is well.</summary>
internal sealed record WebhookAnswer(int Status, string Text = "") : IActionResult
{
    public static WebhookAnswer Ok { get; } = new(StatusCodes.Status200OK);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = Status;
        if (Text.Length == 0)
            return;
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(Text, context.HttpContext.RequestAborted);
    }
}

/// <summary>Why a delivery is refused.</summary>
internal static class WebhookRefusals
{
    public static ProblemException BadSignature(string expected, int status = StatusCodes.Status400BadRequest) => new(status, "invalid-signature", expected);

    public static ProblemException NoEvent(string why) => new(StatusCodes.Status400BadRequest, "invalid-event", why);
}
