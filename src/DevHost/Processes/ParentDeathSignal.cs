using System.Collections.Concurrent;

namespace Billing.DevHost.Processes;

/// <summary>
/// Linux kills a child that asked for it (prctl PR_SET_PDEATHSIG) when the *thread* that started it ends. So all
/// children are started from one thread that lives as long as this process does.
/// </summary>
internal static class ParentDeathSignal
{
    private static readonly BlockingCollection<Action> Starts = StartThread();

    /// <summary>The path of util-linux's setpriv, or null where there is none (children are then killed on dispose only).</summary>
    public static string? Wrapper { get; } =
        OperatingSystem.IsLinux() ? Array.Find(["/usr/bin/setpriv", "/bin/setpriv"], File.Exists) : null;

    public static Task<T> RunOnLastingThread<T>(Func<T> start)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                result.SetResult(start());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return result.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "child processes" }.Start();
        return starts;
    }
}
