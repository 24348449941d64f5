using System.Diagnostics;
using Billing.DevHost.FunctionHost.Protocol;

namespace Billing.DevHost.FunctionHost;

/// <summary>Runs functions in the worker: logs their begin and end, and holds them to host.json's functionTimeout.</summary>
internal sealed class Invoker(WorkerSupervisor supervisor, TimeSpan? functionTimeout, HostLog log)
{
    // What the Functions host grants a function that was cancelled before it restarts the worker under it.
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(5);

    private int running;

    /// <summary>How many invocations are under way.</summary>
    public int Running => running;

    /// <summary>Runs the function on a worker, waiting for one if there is none.</summary>
    /// <exception cref="FunctionFailedException">The function failed, or ran too long.</exception>
    /// <exception cref="WorkerGoneException">The worker died under it.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        FunctionDefinition function, InvocationRequest request, string reason, CancellationToken cancel) =>
        await InvokeAsync(await supervisor.ReadyAsync(cancel), function, request, reason, cancel);

    /// <inheritdoc cref="InvokeAsync(FunctionDefinition, InvocationRequest, string, CancellationToken)"/>
    public async Task<InvocationResponse> InvokeAsync(
        RunningWorker worker, FunctionDefinition function, InvocationRequest request, string reason, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Interlocked.Increment(ref running);
        Log(LogLevel.Information, function, request, $"Executing 'Functions.{function.Name}' (Reason='{reason}', Id={request.InvocationId})");
        try
        {
            var response = await WithTimeoutAsync(worker, function, request, worker.Channel.InvokeAsync(request, function.Name, cancel));
            Log(LogLevel.Information, function, request, $"Executed 'Functions.{function.Name}' (Succeeded, {Summary()})");
            return response;
        }
        catch (Exception e)
        {
            var details = e is FunctionFailedException failed
                ? $"{failed.ExceptionType}: {failed.Message}{Environment.NewLine}{failed.WorkerStackTrace}"
                : e.Message;
            Log(LogLevel.Error, function, request, $"Executed 'Functions.{function.Name}' (Failed, {Summary()})", details);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }

        string Summary() => $"Id={request.InvocationId}, Duration={watch.ElapsedMilliseconds}ms";
    }

    private async Task<InvocationResponse> WithTimeoutAsync(
        RunningWorker worker, FunctionDefinition function, InvocationRequest request, Task<InvocationResponse> invocation)
    {
        if (functionTimeout is not { } limit || await EndsWithin(invocation, limit))
            return await invocation;
        Log(
            LogLevel.Error, function, request,
            $"Timeout value of {limit} exceeded by function 'Functions.{function.Name}' (Id: '{request.InvocationId}'). Initiating cancellation.");
        worker.Channel.Cancel(request.InvocationId);
        if (!await EndsWithin(invocation, CancellationGrace))
            await worker.Process.KillAsync();
        throw new FunctionFailedException($"It ran longer than {limit}.", "FunctionTimeoutException", null);
    }

    private static async Task<bool> EndsWithin(Task task, TimeSpan limit)
    {
        using var done = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(limit, done.Token));
        await done.CancelAsync();
        return first == task;
    }

    private void Log(LogLevel level, FunctionDefinition function, InvocationRequest request, string message, string? exception = null) =>
        log.Write(new LogEntry(
            DateTimeOffset.UtcNow, level, $"Function.{function.Name}", message, exception, request.InvocationId, function.Name));
}
