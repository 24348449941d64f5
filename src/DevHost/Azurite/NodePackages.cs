using Billing.DevHost.Processes;

namespace Billing.DevHost.Azurite;

/// <summary>The repository's node_modules, restored from the lock file when they are missing.</summary>
internal static class NodePackages
{
    /// <summary>The path of a file below node_modules; runs `npm ci` first when it is not there.</summary>
    public static async Task<string> EnsureAsync(string file, Action<string>? onLine, CancellationToken cancel)
    {
        var path = RepositoryRoot.Combine("node_modules", file);
        if (File.Exists(path))
            return path;
        // Two test runs may find it missing at the same moment, and npm ci deletes what the other has just restored.
        await using var turn = await TakeTurnAsync(cancel);
        if (File.Exists(path))
            return path;
        onLine?.Invoke("Restoring the storage emulator: npm ci");
        var lines = new List<string>();
        await using var npm = await ChildProcess.StartAsync(
            new ChildProcessStart("npm", ["ci", "--no-audit", "--no-fund"], RepositoryRoot.Path),
            line =>
            {
                lock (lines)
                    lines.Add(line);
            });
        await npm.Exited.WaitAsync(cancel);
        if (npm.ExitCode != 0 || !File.Exists(path))
            throw new InvalidOperationException($"npm ci failed with code {npm.ExitCode}: {string.Join(Environment.NewLine, lines)}");
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
