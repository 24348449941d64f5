using System.Diagnostics;
using System.Net.Sockets;
using Billing.DevHost.FunctionHost.Protocol;
using Billing.DevHost.Processes;

namespace Billing.DevHost.FunctionHost;

/// <summary>Keeps one worker process running: starts it, and starts it again when it dies, slower each time it dies young.</summary>
internal sealed class WorkerSupervisor(ExpectedWorkers expected, HostLog log) : IAsyncDisposable
{
    private const int MaxFailedStarts = 3;
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly LastLines output = new();
    private TaskCompletionSource<RunningWorker> ready = NewSource<RunningWorker>();
    private TaskCompletionSource held = Released();
    private ChildProcess? process;
    private Task loop = Task.CompletedTask;

    /// <summary>How often a worker has been started.</summary>
    public int Starts { get; private set; }

    public int? ProcessId => process is { HasExited: false } running ? running.Id : null;

    public RunningWorker? Current
    {
        get
        {
            lock (gate)
                return ready.Task.IsCompletedSuccessfully && ready.Task.Result.Channel.IsOpen ? ready.Task.Result : null;
        }
    }

    /// <summary>Starts the first worker and waits until its functions are loaded.</summary>
    /// <exception cref="InvalidOperationException">It did not start in three attempts; the message holds what it printed.</exception>
    public async Task<RunningWorker> StartAsync(WorkerStart start, CancellationToken cancel)
    {
        loop = Task.Run(() => RunAsync(start), CancellationToken.None);
        return await ready.Task.WaitAsync(cancel);
    }

    /// <summary>The worker that is up, or the next one that will be.</summary>
    public async Task<RunningWorker> ReadyAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task<RunningWorker> next;
            lock (gate)
                next = ready.Task;
            var worker = await next.WaitAsync(cancel);
            if (worker.Channel.IsOpen)
                return worker;
            // It has just died, and the loop below is about to notice.
            await Task.Delay(10, cancel);
        }
    }

    /// <summary>Kills the worker at once (SIGKILL). Unless held it is started again.</summary>
    public async Task KillAsync(bool hold = false)
    {
        if (hold)
            Hold();
        if (process is { HasExited: false } running)
            await running.KillAsync();
    }

    /// <summary>From now on a worker that ends is not started again.</summary>
    public void Hold()
    {
        lock (gate)
            if (held.Task.IsCompleted)
                held = NewSource();
    }

    /// <summary>Ends <see cref="Hold"/>.</summary>
    public void Release() => held.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Release();
        if (Current is { } worker)
        {
            worker.Channel.Terminate(StopGrace);
            await Task.WhenAny(worker.Process.Exited, Task.Delay(StopGrace));
        }
        if (process is not null)
            await process.DisposeAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync(WorkerStart start)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            await held.Task;
            if (stopping.IsCancellationRequested)
                return;
            var lived = Stopwatch.StartNew();
            var wasReady = false;
            try
            {
                wasReady = await RunOnceAsync(start);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.Write(LogLevel.Error, "Host", $"The worker did not start: {e.Message}");
                if (failures + 1 >= MaxFailedStarts && Starts == failures + 1)
                {
                    ready.TrySetException(new InvalidOperationException(
                        $"The worker did not start: {e.Message}{Environment.NewLine}{output.Text}", e));
                    return;
                }
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            failures = wasReady && lived.Elapsed > HealthyAfter ? 0 : failures + 1;
            await PauseAsync(failures);
        }
    }

    /// <returns>Whether the worker had come up before it ended.</returns>
    private async Task<bool> RunOnceAsync(WorkerStart start)
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString(), log);
        expected.Expect(channel);
        Starts++;
        await using var child = await ChildProcess.StartAsync(start.For(channel.WorkerId), line =>
        {
            output.Add(line);
            log.Write(LogLevel.Information, "Worker.Console", line);
        });
        process = child;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        limit.CancelAfter(StartLimit);
        try
        {
            var initializing = channel.InitializeAsync(start.Folder, limit.Token);
            if (await Task.WhenAny(initializing, child.Exited) == child.Exited)
                throw new InvalidOperationException($"it ended with code {child.ExitCode} before its functions were loaded.");
            var worker = new RunningWorker(child, channel, await initializing);
            if (worker.Description.HttpUri is { } http)
                await WaitUntilListeningAsync(http, limit.Token);
            log.Write(LogLevel.Information, "Host", $"Worker {child.Id} is up, version {worker.Description.Version}.");
            ready.TrySetResult(worker);
            await child.Exited;
            if (!stopping.IsCancellationRequested)
                log.Write(LogLevel.Warning, "Host", $"Worker {child.Id} ended with code {child.ExitCode}.");
            return true;
        }
        finally
        {
            lock (gate)
                if (ready.Task.IsCompleted)
                    ready = NewSource<RunningWorker>();
            channel.Close();
        }
    }

    // The worker announces its web server before that listens.
    private static async Task WaitUntilListeningAsync(Uri http, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(http.Host, http.Port, cancel);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, cancel);
            }
        }
    }

    private async Task PauseAsync(int failures)
    {
        // The first restart is immediate.
        var seconds = failures <= 1 ? 0 : Math.Min(0.25 * Math.Pow(2, failures - 2), MaxBackOff.TotalSeconds);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private static TaskCompletionSource Released()
    {
        var source = NewSource();
        source.SetResult();
        return source;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A worker whose functions are loaded.</summary>
internal sealed record RunningWorker(ChildProcess Process, WorkerChannel Channel, WorkerDescription Description);
