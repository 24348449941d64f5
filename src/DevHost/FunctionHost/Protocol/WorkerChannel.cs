using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Billing.DevHost.FunctionHost.Protocol;

/// <summary>The conversation with one worker process: its start, then invocations, until the stream ends.</summary>
internal sealed class WorkerChannel(string workerId, HostLog log)
{
    // What the host announces as its version; the isolated worker only logs it.
    private const string HostVersion = "4.1000.0";

    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, Pending> pending = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<FunctionLoadResponse>> loading = new();
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerInitResponse> initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FunctionMetadataResponse> described = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId => workerId;

    public bool IsOpen => connected.Task.IsCompleted && !closed.Task.IsCompleted;

    /// <summary>Leads the worker through its start, in the order of the protocol: init, metadata, load.</summary>
    public async Task<WorkerDescription> InitializeAsync(string folder, CancellationToken cancel)
    {
        await UnlessClosed(connected.Task, cancel);
        Send(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = folder, FunctionAppDirectory = folder },
        });
        await UnlessClosed(initialized.Task, cancel);
        var init = await initialized.Task;
        RequireSuccess(init.Result, "The worker did not initialize");

        Send(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder } });
        await UnlessClosed(described.Task, cancel);
        var metadata = await described.Task;
        RequireSuccess(metadata.Result, "The worker did not describe its functions");
        if (metadata.UseDefaultMetadataIndexing)
            throw new InvalidOperationException("The worker wants its functions read from functions.metadata; worker indexing is needed here.");

        foreach (var function in metadata.FunctionMetadataResults)
        {
            var loaded = new TaskCompletionSource<FunctionLoadResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            loading[function.FunctionId] = loaded;
            Send(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } });
            await UnlessClosed(loaded.Task, cancel);
            RequireSuccess((await loaded.Task).Result, $"The function {function.Name} did not load");
        }
        var http = init.Capabilities.TryGetValue("HttpUri", out var uri) && uri.Length > 0 ? new Uri(uri) : null;
        return new WorkerDescription(init.WorkerVersion, http, [.. metadata.FunctionMetadataResults]);
    }

    /// <exception cref="FunctionFailedException">The function threw or was cancelled.</exception>
    /// <exception cref="WorkerGoneException">The worker died before it answered.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, string function, CancellationToken cancel)
    {
        var invocation = new Pending(function);
        pending[request.InvocationId] = invocation;
        if (closed.Task.IsCompleted)
            Abandon(request.InvocationId);
        else
            Send(new StreamingMessage { InvocationRequest = request });
        await using var asked = cancel.Register(() => Cancel(request.InvocationId));
        var response = await invocation.Answer.Task;
        return response.Result.Status == StatusResult.Types.Status.Success ? response : throw FunctionFailedException.From(response.Result);
    }

    /// <summary>Asks a running function to stop; it is up to the function to look at its cancellation token.</summary>
    public void Cancel(string invocationId) => Send(new StreamingMessage
    {
        InvocationCancel = new InvocationCancel
        {
            InvocationId = invocationId,
            GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)),
        },
    });

    public void Terminate(TimeSpan grace) =>
        Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>The worker is gone: nobody is left waiting for an answer of it.</summary>
    public void Close()
    {
        closed.TrySetResult();
        outgoing.Writer.TryComplete();
        foreach (var id in pending.Keys)
            Abandon(id);
    }

    /// <summary>Carries messages both ways until the worker goes away.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IAsyncStreamWriter<StreamingMessage> writer, CancellationToken cancel)
    {
        connected.TrySetResult();
        var sending = SendAllAsync(writer, cancel);
        try
        {
            while (await incoming.MoveNext(cancel))
                Receive(incoming.Current);
        }
        catch (Exception e) when (e is IOException or Grpc.Core.RpcException or OperationCanceledException)
        {
            // A killed worker breaks its stream.
        }
        finally
        {
            Close();
        }
        await sending;
    }

    private async Task SendAllAsync(IAsyncStreamWriter<StreamingMessage> writer, CancellationToken cancel)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancel))
                await writer.WriteAsync(message, cancel);
        }
        catch (Exception e) when (e is IOException or Grpc.Core.RpcException or OperationCanceledException or InvalidOperationException)
        {
            Close();
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                initialized.TrySetResult(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse:
                described.TrySetResult(message.FunctionMetadataResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                if (loading.TryRemove(message.FunctionLoadResponse.FunctionId, out var loaded))
                    loaded.TrySetResult(message.FunctionLoadResponse);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (pending.TryRemove(message.InvocationResponse.InvocationId, out var invocation))
                    invocation.Answer.TrySetResult(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                Log(message.RpcLog);
                break;
        }
    }

    private void Log(RpcLog line) => log.Write(new LogEntry(
        DateTimeOffset.UtcNow,
        (LogLevel)line.Level,
        line.Category.Length > 0 ? line.Category : "Worker",
        line.Message,
        line.Exception is null ? null : $"{line.Exception.Type}: {line.Exception.Message}{Environment.NewLine}{line.Exception.StackTrace}",
        line.InvocationId.Length > 0 ? line.InvocationId : null,
        pending.TryGetValue(line.InvocationId, out var invocation) ? invocation.Function : null));

    private void Send(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        outgoing.Writer.TryWrite(message);
    }

    private void Abandon(string invocationId)
    {
        if (pending.TryRemove(invocationId, out var invocation))
            invocation.Answer.TrySetException(new WorkerGoneException());
    }

    private async Task UnlessClosed(Task task, CancellationToken cancel)
    {
        await Task.WhenAny(task, closed.Task).WaitAsync(cancel);
        if (!task.IsCompleted)
            throw new WorkerGoneException();
    }

    private static void RequireSuccess(StatusResult? result, string failure)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
            throw new InvalidOperationException($"{failure}: {result.Exception?.Message ?? result.Result}");
    }

    private sealed record Pending(string Function)
    {
        public TaskCompletionSource<InvocationResponse> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <param name="HttpUri">Where the worker takes HTTP requests (ASP.NET Core integration).</param>
internal sealed record WorkerDescription(string Version, Uri? HttpUri, IReadOnlyList<RpcFunctionMetadata> Functions);
