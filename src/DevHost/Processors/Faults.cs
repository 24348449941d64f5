using System.Net;
using System.Net.Mime;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors;

/// <summary>What goes wrong with a request.</summary>
internal abstract record Fault
{
    /// <summary>It is answered with a status, and nothing is done.</summary>
    public sealed record Status(HttpStatusCode Code) : Fault;

    /// <summary>The connection breaks before anything is done.</summary>
    public sealed record DropBefore : Fault;

    /// <summary>The connection breaks when all is done, and the answer is lost.</summary>
    public sealed record DropAfter : Fault;

    /// <summary>It is done at once and answered late: whoever gives up has it done nevertheless.</summary>
    public sealed record AnswerLate(TimeSpan By) : Fault;

    /// <summary>It is done, and the answer stops halfway for so long.</summary>
    public sealed record AnswerHalf(TimeSpan For) : Fault;
}

/// <summary>The faults of the next requests, in order.</summary>
internal sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<(string Method, string PathStart, Fault Fault)> scripted = [];

    /// <summary>The next request of a method to a path that starts so goes wrong.</summary>
    public void Next(string method, string pathStart, Fault fault)
    {
        lock (gate)
            scripted.Add((method, pathStart, fault));
    }

    internal async Task MeetAsync(HttpContext context, RequestDelegate next)
    {
        switch (Take(context.Request))
        {
            case Fault.Status status:
                await RefuseAsync(context, status.Code);
                break;
            case Fault.DropBefore:
                context.Abort();
                break;
            case Fault.DropAfter:
                await HoldAsync(context, next);
                context.Abort();
                break;
            case Fault.AnswerLate late:
                await AnswerAsync(context, await HoldAsync(context, next), pauseAt: 0, late.By);
                break;
            case Fault.AnswerHalf half:
                var answer = await HoldAsync(context, next);
                await AnswerAsync(context, answer, pauseAt: answer.Length / 2, half.For);
                break;
            default:
                await next(context);
                break;
        }
    }

    private Fault? Take(HttpRequest request)
    {
        lock (gate)
        {
            var index = scripted.FindIndex(one => one.Method == request.Method && request.Path.ToString().StartsWith(one.PathStart, StringComparison.Ordinal));
            if (index < 0)
                return null;
            var fault = scripted[index].Fault;
            scripted.RemoveAt(index);
            return fault;
        }
    }

    private static async Task<byte[]> HoldAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = body;
        return held.ToArray();
    }

    // Whoever asked may have gone by then.
    private static async Task AnswerAsync(HttpContext context, byte[] answer, int pauseAt, TimeSpan pause)
    {
        try
        {
            context.Response.ContentLength = answer.Length;
            if (pauseAt > 0)
            {
                await context.Response.Body.WriteAsync(answer.AsMemory(0, pauseAt), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await Task.Delay(pause, context.RequestAborted);
            await context.Response.Body.WriteAsync(answer.AsMemory(pauseAt), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static async Task RefuseAsync(HttpContext context, HttpStatusCode code)
    {
        context.Response.StatusCode = (int)code;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        var (isBusy, isKey) = (code == HttpStatusCode.TooManyRequests, code == HttpStatusCode.Conflict);
        var error = context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? new JsonObject
            {
                ["type"] = isKey ? "idempotency_error" : isBusy ? "invalid_request_error" : "api_error",
                ["code"] = isKey ? "idempotency_key_in_use" : isBusy ? "rate_limit" : null,
                ["message"] = "This failure was asked for.",
            }
            : new JsonObject
            {
                ["type"] = isBusy ? "invalid_api_usage" : "gocardless",
                ["code"] = (int)code,
                ["message"] = "This failure was asked for.",
                ["errors"] = new JsonArray(new JsonObject { ["reason"] = isBusy ? "rate_limit_exceeded" : "internal_server_error", ["message"] = "This failure was asked for." }),
            };
        await context.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
    }
}
