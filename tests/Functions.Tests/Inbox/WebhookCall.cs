using System.Text;
using Billing.Functions.Api.Contract;
using Billing.Functions.Inbox;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Inbox;

/// <summary>What a webhook answered.</summary>
internal sealed record WebhookReply(int Status, string Text);

/// <summary>Calls the webhook's function as the worker does, past the network.</summary>
internal static class WebhookCall
{
    public static Task<WebhookReply> PostAsync(IServiceProvider services, string processor, string body, IEnumerable<(string Name, string Value)> headers, string? merchantAccount = null) =>
        PostAsync(services, processor, Encoding.UTF8.GetBytes(body), headers, merchantAccount);

    public static async Task<WebhookReply> PostAsync(
        IServiceProvider services, string processor, byte[] body, IEnumerable<(string Name, string Value)> headers, string? merchantAccount = null, long? contentLength = null)
    {
        using var answered = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = answered;
        context.Request.Method = "POST";
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = contentLength;
        foreach (var (name, value) in headers)
            context.Request.Headers.Append(name, value);
        if (merchantAccount is not null)
            context.Request.RouteValues["merchantAccount"] = merchantAccount;
        await (await AnswerAsync(services, context.Request, processor)).ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
        return new WebhookReply(context.Response.StatusCode, Encoding.UTF8.GetString(answered.ToArray()));
    }

    private static async Task<IActionResult> AnswerAsync(IServiceProvider services, HttpRequest request, string processor)
    {
        try
        {
            return await ActivatorUtilities.CreateInstance<ReceiveWebhook>(services).RunAsync(request, processor, default);
        }
        catch (ProblemException e)
        {
            return e.Problem;
        }
    }
}
