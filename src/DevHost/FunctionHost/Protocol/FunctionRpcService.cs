using System.Collections.Concurrent;
using Grpc.Core;

namespace Billing.DevHost.FunctionHost.Protocol;

/// <summary>The gRPC service that workers connect to. The first message says who is calling.</summary>
internal sealed class FunctionRpcService(ExpectedWorkers workers) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream)
            throw new Grpc.Core.RpcException(new Status(StatusCode.InvalidArgument, "The stream must open with start_stream."));
        if (workers.Take(requestStream.Current.StartStream.WorkerId) is not { } channel)
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "No such worker was started."));
        await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}

/// <summary>The workers that were started and have not called yet.</summary>
internal sealed class ExpectedWorkers
{
    private readonly ConcurrentDictionary<string, WorkerChannel> channels = new();

    public void Expect(WorkerChannel channel) => channels[channel.WorkerId] = channel;

    public WorkerChannel? Take(string workerId) => channels.TryRemove(workerId, out var channel) ? channel : null;
}
