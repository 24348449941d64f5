using System.Reflection;
using Billing.DevHost.Processes;

namespace Billing.DevHost;

/// <summary>The compiled function app. The host's project builds it along with itself; a missing one is built here.</summary>
internal static class WorkerBuild
{
    private const string Project = "Functions";
    private const string Framework = "net10.0";

    public static async Task<string> EnsureAsync(Action<string>? onLine, CancellationToken cancel)
    {
        var configuration = typeof(WorkerBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var folder = RepositoryRoot.Combine("src", Project, "bin", configuration, Framework);
        if (File.Exists(Path.Combine(folder, "worker.config.json")))
            return folder;
        onLine?.Invoke("Building the function app");
        var lines = new List<string>();
        await using var build = await ChildProcess.StartAsync(
            new ChildProcessStart(
                "dotnet", ["build", Path.Combine("src", Project), "--configuration", configuration, "--nologo", "-v", "q"], RepositoryRoot.Path),
            line =>
            {
                lock (lines)
                    lines.Add(line);
            });
        await build.Exited.WaitAsync(cancel);
        return build.ExitCode == 0
            ? folder
            : throw new InvalidOperationException($"The function app does not build:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
