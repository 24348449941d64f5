using System.Text.Json;
using Billing.DevHost.FunctionHost.Protocol;
using Billing.DevHost.FunctionHost.Queues;
using Billing.DevHost.FunctionHost.Timers;

namespace Billing.DevHost.FunctionHost.Http;

/// <summary>The part of the Functions host's /admin that is useful on one machine; all of it needs the master key.</summary>
internal static class AdminApi
{
    public static void Map(IEndpointRouteBuilder routes, WorkerHost host)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
            host.Keys.Allows(context.HttpContext.Request, AuthLevel.Admin, null) ? await next(context) : Results.Unauthorized());
        admin.MapGet("/host/status", () => Results.Json(new
        {
            id = "billing-devhost",
            state = host.Worker is null ? "Default" : "Running",
            version = "4.x (billing devhost)",
            processUptime = (long)(DateTimeOffset.UtcNow - host.StartedAt).TotalMilliseconds,
            workerStarts = host.WorkerStarts,
        }));
        admin.MapGet("/functions", () => Results.Json(host.Functions.Select(f => Describe(host, f))));
        admin.MapGet("/functions/{name}/status", (string name) =>
            host.FindFunction(name) is { } function ? Results.Json(Describe(host, function)) : Results.NotFound());
        admin.MapPost("/functions/{name}", (string name, HttpRequest request) => InvokeAsync(host, name, request));
    }

    private static object Describe(WorkerHost host, FunctionDefinition function) => new
    {
        name = function.Name,
        errors = host.FunctionErrors.TryGetValue(function.Name, out var error) ? [error] : Array.Empty<string>(),
    };

    /// <summary>Starts a function by hand: answers 202 at once, and the function runs on.</summary>
    private static async Task<IResult> InvokeAsync(WorkerHost host, string name, HttpRequest http)
    {
        if (host.FindFunction(name) is not { } function || host.FunctionErrors.ContainsKey(name))
            return Results.NotFound();
        string? input;
        try
        {
            input = await ReadInputAsync(http);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        InvocationRequest? request = function switch
        {
            TimerFunction timer => TimerInvocation.For(timer, null, isPastDue: false),
            QueueFunction queue => QueueInvocation.FromText(queue, input ?? ""),
            _ => null,
        };
        if (request is null)
            return Results.Problem("Call an HTTP function by its own route.", statusCode: StatusCodes.Status400BadRequest);
        if (host.Worker is null)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        host.RunInBackground(function, request);
        return Results.Accepted();
    }

    private static async Task<string?> ReadInputAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (string.IsNullOrWhiteSpace(body))
            return null;
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("input", out var input))
            return null;
        return input.ValueKind == JsonValueKind.String ? input.GetString() : input.GetRawText();
    }
}
