using System.Globalization;

namespace Billing.DevHost.FunctionHost;

/// <summary>The logs of host and worker: kept in memory (the newest), and written to a file where one is given.</summary>
internal sealed class HostLog : IDisposable
{
    private const int MaxEntries = 50_000;

    private readonly Lock gate = new();
    private readonly Queue<LogEntry> entries = new();
    private readonly StreamWriter? file;
    private TaskCompletionSource changed = NewSignal();
    private bool disposed;

    public HostLog(string? path)
    {
        if (path is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>Is told every entry as it is written.</summary>
    public event Action<LogEntry>? Written;

    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (gate)
                return [.. entries];
        }
    }

    public void Write(LogLevel level, string category, string message, Exception? exception = null) =>
        Write(new LogEntry(DateTimeOffset.UtcNow, level, category, message, exception?.ToString()));

    public void Write(LogEntry entry)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            entries.Enqueue(entry);
            if (entries.Count > MaxEntries)
                entries.Dequeue();
            if (!disposed)
                file?.WriteLine(Line(entry));
            (signal, changed) = (changed, NewSignal());
        }
        signal.SetResult();
        Written?.Invoke(entry);
    }

    /// <summary>The first entry that fits, waiting for it if need be.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<LogEntry> WaitForAsync(Func<LogEntry, bool> fits, TimeSpan limit)
    {
        var until = Task.Delay(limit);
        while (true)
        {
            Task next;
            LogEntry? found;
            lock (gate)
            {
                next = changed.Task;
                found = entries.FirstOrDefault(fits);
            }
            if (found is not null)
                return found;
            if (await Task.WhenAny(next, until) == until)
                throw new TimeoutException($"No such log entry within {limit}.");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            file?.Dispose();
        }
    }

    private static string Line(LogEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.At:yyyy-MM-ddTHH:mm:ss.fffZ} {entry.Level,-11} {entry.Category}")
        + (entry.Function is null ? "" : $" [{entry.Function}]")
        + $": {entry.Message}"
        + (entry.Exception is null ? "" : Environment.NewLine + entry.Exception);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
