using System.Text.Json;
using Billing.DevHost.Processes;

namespace Billing.DevHost.FunctionHost;

/// <summary>How the worker process is started: from its worker.config.json, with the arguments and the environment that Azure gives it.</summary>
internal sealed record WorkerStart(string Folder, int RpcPort, int HttpPort, IReadOnlyDictionary<string, string> Settings)
{
    private const int MaxMessageLengthBytes = int.MaxValue;

    public ChildProcessStart For(string workerId)
    {
        var (executable, script) = ReadWorkerConfig();
        var requestId = Guid.NewGuid().ToString();
        return new ChildProcessStart(
            executable,
            [
                script,
                "--host", "127.0.0.1", "--port", $"{RpcPort}", "--workerId", workerId, "--requestId", requestId,
                "--grpcMaxMessageLength", $"{MaxMessageLengthBytes}",
                "--functions-uri", $"http://127.0.0.1:{RpcPort}/", "--functions-worker-id", workerId,
                "--functions-request-id", requestId, "--functions-grpc-max-message-length", $"{MaxMessageLengthBytes}",
            ],
            Folder)
        {
            Environment = Environment(),
        };
    }

    private (string Executable, string Script) ReadWorkerConfig()
    {
        var path = Path.Combine(Folder, "worker.config.json");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path} is missing: build the function app first.");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var description = json.RootElement.GetProperty("description");
        return (
            description.GetProperty("defaultExecutablePath").GetString() ?? "dotnet",
            Path.Combine(Folder, description.GetProperty("defaultWorkerPath").GetString()!));
    }

    private Dictionary<string, string?> Environment()
    {
        var environment = new Dictionary<string, string?>
        {
            // What runs this host must not steer the worker's own web server.
            ["ASPNETCORE_URLS"] = null,
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["DOTNET_LAUNCH_PROFILE"] = null,

            // A worker lives for minutes here, too short to earn back what a profile of its hot methods costs.
            ["DOTNET_TieredPGO"] = "0",
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["AzureWebJobsScriptRoot"] = Folder,
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder,
            ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
            ["FUNCTIONS_WORKER_DIRECTORY"] = Folder,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_WORKER_RUNTIME_VERSION"] = "10.0",
            ["WEBSITE_HOSTNAME"] = $"127.0.0.1:{HttpPort}",
        };
        foreach (var (name, value) in Settings)
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return environment;
    }
}
