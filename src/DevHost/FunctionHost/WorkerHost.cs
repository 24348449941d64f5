using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Billing.DevHost.FunctionHost.Http;
using Billing.DevHost.FunctionHost.Protocol;
using Billing.DevHost.FunctionHost.Queues;
using Billing.DevHost.FunctionHost.Timers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Forwarder;

namespace Billing.DevHost.FunctionHost;

/// <summary>
/// Runs a compiled isolated worker as the Functions host 4.x does: the gRPC server it connects to, the HTTP front,
/// the timers and the queue listeners.
/// </summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly WorkerHostOptions options;
    private readonly HostJson hostJson;
    private readonly AppSettings settings;
    private readonly FunctionEndpoints endpoints = new();
    private readonly List<TimerListener> timers = [];
    private readonly List<QueueListener> queues = [];
    private readonly Dictionary<string, string> errors = new(StringComparer.OrdinalIgnoreCase);
    private readonly WebApplication rpc;
    private readonly WebApplication front;
    private readonly WorkerSupervisor supervisor;
    private readonly Invoker invoker;
    private readonly HttpForwarding forwarding;
    private bool loaded;

    private WorkerHost(WorkerHostOptions options, WebApplication rpc, WebApplication front, ExpectedWorkers expected)
    {
        this.options = options;
        this.rpc = rpc;
        this.front = front;
        hostJson = HostJson.Read(options.WorkerFolder, options.Settings);
        settings = new AppSettings(options.Settings);
        Log = new HostLog(options.LogFile);
        supervisor = new WorkerSupervisor(expected, Log);
        invoker = new Invoker(supervisor, hostJson.FunctionTimeout, Log);
        forwarding = new HttpForwarding(front.Services.GetRequiredService<IHttpForwarder>(), supervisor, invoker, Keys, Log);
    }

    /// <summary>The address of the HTTP front, with a trailing slash.</summary>
    public Uri Url => LoopbackServer.AddressOf(front);

    public HostKeys Keys => options.Keys;

    public HostLog Log { get; }

    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    public IReadOnlyList<FunctionDefinition> Functions { get; private set; } = [];

    /// <summary>The functions that do not run, and why.</summary>
    public IReadOnlyDictionary<string, string> FunctionErrors => errors;

    /// <summary>The worker that is up now.</summary>
    public RunningWorker? Worker => supervisor.Current;

    /// <summary>How many workers have been started so far.</summary>
    public int WorkerStarts => supervisor.Starts;

    /// <summary>Invocations under way.</summary>
    public int Running => invoker.Running;

    public static async Task<WorkerHost> StartAsync(WorkerHostOptions options, CancellationToken cancel = default)
    {
        var expected = new ExpectedWorkers();
        var host = new WorkerHost(options, BuildRpc(expected), BuildFront(options.Port), expected);
        try
        {
            host.MapRoutes();
            await host.rpc.StartAsync(cancel);
            await host.front.StartAsync(cancel);
            await host.StartWorkerAsync(cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public FunctionDefinition? FindFunction(string name) =>
        Functions.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Waits for a worker that is up.</summary>
    public Task WorkerReadyAsync(CancellationToken cancel = default) => supervisor.ReadyAsync(cancel);

    /// <summary>Kills the worker (SIGKILL). It is started again at once, unless it is held down.</summary>
    public Task KillWorkerAsync(bool hold = false) => supervisor.KillAsync(hold);

    /// <summary>Lets a worker that is held down start again, and waits until it is up.</summary>
    public async Task ReleaseWorkerAsync(CancellationToken cancel = default)
    {
        supervisor.Release();
        await supervisor.ReadyAsync(cancel);
    }

    /// <inheritdoc cref="QueueRest.WaitAsync"/>
    public Task WhenIdleAsync(TimeSpan limit, bool ignoreInvisible = false, CancellationToken cancel = default) =>
        new QueueRest(queues, invoker).WaitAsync(limit, ignoreInvisible, cancel);

    /// <summary>Runs a function whose caller does not wait for it.</summary>
    public void RunInBackground(FunctionDefinition function, InvocationRequest request) => _ = Task.Run(async () =>
    {
        try
        {
            await invoker.InvokeAsync(function, request, "This function was programmatically called via the host APIs.", CancellationToken.None);
        }
        catch (Exception e) when (e is FunctionFailedException or WorkerGoneException)
        {
            // Logged by the invoker; nobody waits for it.
        }
    });

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(timers.Select(t => t.DisposeAsync().AsTask()));
        await Task.WhenAll(queues.Select(q => q.DisposeAsync().AsTask()));
        await Task.WhenAll(queues.Select(q => q.DrainAsync(options.DrainLimit)));
        await supervisor.DisposeAsync();
        // The messages of functions that were cut off now become visible again.
        await Task.WhenAll(queues.Select(q => q.DrainAsync(options.DrainLimit)));
        await front.DisposeAsync();
        await rpc.DisposeAsync();
        forwarding.Dispose();
        endpoints.Dispose();
        Log.Dispose();
    }

    private async Task StartWorkerAsync(CancellationToken cancel)
    {
        var workerSettings = new Dictionary<string, string>(options.Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options.WorkerSettings)
            workerSettings[name] = value;
        var worker = await supervisor.StartAsync(
            new WorkerStart(options.WorkerFolder, LoopbackServer.AddressOf(rpc).Port, Url.Port, workerSettings), cancel);
        Functions = [.. worker.Description.Functions.Select(FunctionDefinition.Parse)];
        var served = Functions.Where(f => !settings.IsDisabled(f.Name)).ToArray();
        endpoints.Replace(served.OfType<HttpFunction>(), hostJson.RoutePrefix, forwarding.HandleAsync);
        foreach (var function in served)
        {
            try
            {
                await ListenAsync(function, cancel);
            }
            catch (Exception e) when (e is UnresolvedSettingException or FormatException)
            {
                errors[function.Name] = e.Message;
                Log.Write(LogLevel.Error, "Host.Startup", $"The function '{function.Name}' is in error and does not run: {e.Message}");
            }
        }
        loaded = true;
        Log.Write(LogLevel.Information, "Host.Startup", $"{Functions.Count} functions loaded, {errors.Count} in error.");
    }

    private async Task ListenAsync(FunctionDefinition function, CancellationToken cancel)
    {
        switch (function)
        {
            case QueueFunction queue:
                var listener = CreateListener(queue);
                if (!options.Queues)
                    break;
                await listener.StartAsync(cancel);
                queues.Add(listener);
                break;
            case TimerFunction timer:
                var schedule = TimerSchedule.Parse(settings.Resolve(timer.Schedule));
                if (!options.Timers)
                    break;
                var store = new TimerStatusStore(new BlobServiceClient(settings.Connection(null)));
                var ticking = new TimerListener(timer, schedule, store, invoker, Log, options.Clock);
                ticking.Start();
                timers.Add(ticking);
                break;
            case UnservedFunction unserved:
                throw new FormatException($"Nothing here listens for its trigger '{unserved.TriggerType}'.");
        }
    }

    private QueueListener CreateListener(QueueFunction function)
    {
        var encoding = hostJson.Queues.Base64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None;
        var service = new QueueServiceClient(settings.Connection(function.Connection), new QueueClientOptions { MessageEncoding = encoding });
        var name = settings.Resolve(function.QueueName);
        return new QueueListener(
            function, service.GetQueueClient(name), service.GetQueueClient($"{name}-poison"),
            new QueueListenerOptions(hostJson.Queues, options.QueueLease), supervisor.ReadyAsync, invoker, Log);
    }

    private void MapRoutes()
    {
        front.Use(NotBeforeRoutesAreKnown);
        front.UseRouting();
        front.Use(MethodNotAllowedIsNotFound);
        ((IEndpointRouteBuilder)front).DataSources.Add(endpoints);
        AdminApi.Map(front, this);
        front.MapGet("/", () => "The Billing functions run here.");
    }

    private Task NotBeforeRoutesAreKnown(HttpContext context, RequestDelegate next)
    {
        if (loaded || context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    // The Functions host has no 405: a method that no function takes is not found.
    private static Task MethodNotAllowedIsNotFound(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint is RouteEndpoint)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static WebApplication BuildRpc(ExpectedWorkers expected)
    {
        var builder = LoopbackServer.CreateBuilder(port: 0, HttpProtocols.Http2);
        builder.Services.AddSingleton(expected);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        return app;
    }

    private static WebApplication BuildFront(int port)
    {
        // The Functions host takes request bodies of 100 MB.
        const long maxBodyBytes = 104_857_600;
        var builder = LoopbackServer.CreateBuilder(port, maxBodyBytes: maxBodyBytes);
        builder.Services.AddHttpForwarder();
        builder.Services.AddRouting();
        return builder.Build();
    }
}
