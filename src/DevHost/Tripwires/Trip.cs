using System.Text;

namespace Billing.DevHost.Tripwires;

/// <summary>What happens at a wire.</summary>
/// <returns>Whether the request (or its answer) then goes its way; if not, the action has answered or cut the connection.</returns>
internal delegate Task<bool> TripAction(HttpContext context);

/// <summary>A wire that was laid, and what sprang it.</summary>
internal sealed class Trip(Func<ProxiedRequest, bool> when, TripAction? before, TripAction? after, int skip)
{
    private readonly TaskCompletionSource<ProxiedRequest> sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = skip;

    /// <summary>Completes with the request that sprang it, when the action is done.</summary>
    public Task<ProxiedRequest> Sprung => sprung.Task;

    internal TripAction? Before => before;

    internal TripAction? After => after;

    internal bool Fits(ProxiedRequest request) => when(request) && left-- == 0;

    internal void Spring(ProxiedRequest request) => sprung.TrySetResult(request);
}

/// <summary>The actions that tests need.</summary>
internal static class TripActions
{
    /// <summary>Runs something (a SIGKILL of the worker), and then cuts the connection, so no answer gets out.</summary>
    public static TripAction Cut(Func<Task> deed) => async context =>
    {
        await deed();
        context.Abort();
        return false;
    };

    public static TripAction Delay(TimeSpan time) => async context =>
    {
        await Task.Delay(time, context.RequestAborted);
        return true;
    };

    /// <summary>Answers in the service's place.</summary>
    public static TripAction Fail(int statusCode) => context =>
    {
        context.Response.StatusCode = statusCode;
        return Task.FromResult(false);
    };
}

/// <summary>A request of the worker to a service.</summary>
/// <param name="Path">Decoded, with a leading slash; for storage it begins with the account's name.</param>
/// <param name="Query">With its question mark, or empty.</param>
internal sealed record ProxiedRequest(string Method, string Path, string Query, byte[] Body)
{
    private string? text;

    /// <summary>The body as text. A table transaction is a multipart text that holds its rows as JSON.</summary>
    public string BodyText => text ??= Encoding.UTF8.GetString(Body);

    public override string ToString() => $"{Method} {Path}{Query}";
}
