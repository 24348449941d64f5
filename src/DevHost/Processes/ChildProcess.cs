using System.Diagnostics;
using System.Globalization;

namespace Billing.DevHost.Processes;

/// <summary>
/// A process that never outlives this one: it is killed with its children on dispose, and on Linux also by the kernel
/// when this process dies without a chance to clean up.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan OutputDrainLimit = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Process process;
    private bool disposed;

    private ChildProcess(Process process)
    {
        this.process = process;
        Id = process.Id;
        Exited = process.WaitForExitAsync();
    }

    public int Id { get; }

    /// <summary>Completes when the process has ended and its output is read.</summary>
    public Task Exited { get; }

    public bool HasExited
    {
        get
        {
            lock (gate)
                return disposed || process.HasExited;
        }
    }

    /// <summary>The exit code of a process that has ended and is not disposed of.</summary>
    public int ExitCode => process.ExitCode;

    public static async Task<ChildProcess> StartAsync(ChildProcessStart start, Action<string> onLine)
    {
        var info = new ProcessStartInfo
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        info.FileName = start.FileName;
        if (ParentDeathSignal.Wrapper is { } setpriv)
        {
            // setpriv replaces itself by the program, so the process id is the program's own.
            info.FileName = setpriv;
            info.ArgumentList.Add("--pdeathsig");
            info.ArgumentList.Add("KILL");
            info.ArgumentList.Add(start.FileName);
        }
        foreach (var argument in start.Arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;

        var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Report(line.Data);
        process.ErrorDataReceived += (_, line) => Report(line.Data);
        await ParentDeathSignal.RunOnLastingThread(process.Start);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);

        void Report(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                onLine(line);
        }
    }

    /// <summary>Asks politely (SIGTERM), then kills what is left after the grace time.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (!HasExited && !OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await Task.WhenAny(Exited, Task.Delay(grace));
        }
        await KillAsync();
    }

    /// <summary>Kills the process and its children at once (SIGKILL), and waits until they are gone.</summary>
    public async Task KillAsync()
    {
        lock (gate)
            if (!disposed && !process.HasExited)
                process.Kill(entireProcessTree: true);
        // A grandchild may hold the pipes open when the process itself is gone.
        await Task.WhenAny(Exited, Task.Delay(OutputDrainLimit));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        lock (gate)
        {
            disposed = true;
            process.Dispose();
        }
    }
}
