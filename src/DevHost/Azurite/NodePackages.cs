using Billing.DevHost.Processes;

namespace Billing.DevHost.Azurite;

/// <summary>The repository's node_modules, restored from the lock file when they, or some of them, are missing.</summary>
internal static class NodePackages
{
    /// <summary>The path of a file below node_modules; runs npm first when it is not there.</summary>
    public static async Task<string> EnsureAsync(string file, Action<string>? onLine, CancellationToken cancel)
    {
        var path = RepositoryRoot.Combine("node_modules", file);
        if (File.Exists(path))
            return path;
        // Two test runs may find it missing at the same moment, and npm ci deletes what the other has just restored. Where others are there already, and may
        // be running, only what is missing is added.
        await using var turn = await TakeTurnAsync(cancel);
        if (File.Exists(path))
            return path;
        var command = Directory.Exists(RepositoryRoot.Combine("node_modules")) ? "install" : "ci";
        onLine?.Invoke($"Restoring the packages from npm: npm {command}");
        var lines = new List<string>();
        await using var npm = await ChildProcess.StartAsync(
            new ChildProcessStart("npm", [command, "--no-audit", "--no-fund"], RepositoryRoot.Path),
            line =>
            {
                lock (lines)
                    lines.Add(line);
            });
        await npm.Exited.WaitAsync(cancel);
        if (npm.ExitCode != 0 || !File.Exists(path))
            throw new InvalidOperationException($"npm {command} failed with code {npm.ExitCode}: {string.Join(Environment.NewLine, lines)}");
        return path;
    }

    private static async Task<FileStream> TakeTurnAsync(CancellationToken cancel)
    {
        var path = RepositoryRoot.Combine("src", "DevHost", "obj", "npm.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancel);
            }
        }
    }
}
