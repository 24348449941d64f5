using Billing.DevHost.Processes;

namespace Billing.DevHost.FunctionHost;

/// <summary>The Azure Functions Core Tools in place of this host, with the same function app and the same settings.</summary>
internal sealed class FuncCli : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly ChildProcess process;

    private FuncCli(ChildProcess process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>The path of `func`, or null when it is not on the PATH.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "func.exe" : "func"))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts `func` on the compiled function app and waits until its functions are loaded.</summary>
    /// <exception cref="InvalidOperationException">It ended, or its functions did not load.</exception>
    public static async Task<FuncCli> StartAsync(
        string func, string workerFolder, IReadOnlyDictionary<string, string> settings, int port, Action<string> onLine,
        CancellationToken cancel)
    {
        port = port == 0 ? FreePort.Take(1)[0] : port;
        var environment = settings.ToDictionary(s => s.Key, s => (string?)s.Value);
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        var output = new LastLines();
        var process = await ChildProcess.StartAsync(
            new ChildProcessStart(func, ["start", "--no-build", "--port", $"{port}"], workerFolder) { Environment = environment },
            line =>
            {
                output.Add(line);
                onLine(line);
            });
        var cli = new FuncCli(process, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await cli.WaitUntilRunningAsync(output, cancel);
            return cli;
        }
        catch
        {
            await cli.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.StopAsync(StopGrace);
        await process.DisposeAsync();
    }

    private async Task WaitUntilRunningAsync(LastLines output, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        using var client = new HttpClient { BaseAddress = Url };
        while (!await IsRunningAsync(client, limit.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"func ended with code {process.ExitCode}:{Environment.NewLine}{output.Text}");
            await Task.Delay(200, limit.Token);
        }
    }

    private static async Task<bool> IsRunningAsync(HttpClient client, CancellationToken cancel)
    {
        try
        {
            var status = await client.GetStringAsync("admin/host/status", cancel);
            return status.Contains("\"Running\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
