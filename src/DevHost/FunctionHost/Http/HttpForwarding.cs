using System.Diagnostics;
using System.Net;
using Billing.DevHost.FunctionHost.Protocol;
using Yarp.ReverseProxy.Forwarder;

namespace Billing.DevHost.FunctionHost.Http;

/// <summary>
/// Carries an HTTP request to the worker's own web server while the invocation goes over gRPC; the worker joins the two
/// by the header x-ms-invocation-id.
/// </summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder, WorkerSupervisor supervisor, Invoker invoker, HostKeys keys, HostLog log)
    : IDisposable
{
    private const string InvocationIdHeader = "x-ms-invocation-id";

    // Azure's load balancer gives up on a request after 230 seconds.
    private static readonly ForwarderRequestConfig ForwarderConfig = new() { ActivityTimeout = TimeSpan.FromSeconds(230) };

    private static readonly TimeSpan StreamLag = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    public async Task HandleAsync(HttpContext context, HttpFunction function)
    {
        if (!keys.Allows(context.Request, function.Level, function.Name))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (supervisor.Current is not { Description.HttpUri: { } workerUri } worker)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        var request = Invocation(function, context);
        context.Request.Headers[InvocationIdHeader] = request.InvocationId;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var reason = "This function was programmatically called via the host APIs.";
        var invocation = invoker.InvokeAsync(worker, function, request, reason, context.RequestAborted);
        var forwarding = forwarder.SendAsync(
            context, workerUri.ToString(), client, ForwarderConfig, HttpTransformer.Default, failed.Token).AsTask();

        await Task.WhenAny(invocation, forwarding);
        if (invocation.IsFaulted)
            await failed.CancelAsync();
        var error = await forwarding;
        // After a time-out the function runs on and nobody waits for it. Where a worker died, its HTTP connection breaks a
        // moment before its stream does.
        await Task.WhenAny(invocation, error == ForwarderError.None ? invocation : Task.Delay(StreamLag));
        _ = invocation.ContinueWith(task => task.Exception, TaskScheduler.Default);
        if (invocation.IsFaulted)
            Fail(context);
        else if (error != ForwarderError.None)
            log.Write(LogLevel.Error, $"Function.{function.Name}", $"The request could not be forwarded to the worker: {error}.");
    }

    public void Dispose() => client.Dispose();

    // For a function that threw, the worker's web server answers 200 with nothing in it; that has not gone out yet. The host
    // makes it a 500, as the Functions host does.
    private static void Fail(HttpContext context)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static InvocationRequest Invocation(HttpFunction function, HttpContext context)
    {
        var http = new RpcHttp();
        var request = new InvocationRequest
        {
            FunctionId = function.Id,
            InvocationId = Guid.NewGuid().ToString(),
            InputData = { new ParameterBinding { Name = function.TriggerParameter, Data = new TypedData { Http = http } } },
            TraceContext = new RpcTraceContext
            {
                TraceParent = Activity.Current?.Id ?? context.Request.Headers.TraceParent.ToString(),
                TraceState = Activity.Current?.TraceStateString ?? "",
            },
        };
        foreach (var (name, value) in context.Request.RouteValues)
        {
            if (value?.ToString() is not { } text)
                continue;
            http.Params[name] = text;
            http.NullableParams[name] = new NullableString { Value = text };
            request.TriggerMetadata[name] = new TypedData { String = text };
        }
        return request;
    }
}
