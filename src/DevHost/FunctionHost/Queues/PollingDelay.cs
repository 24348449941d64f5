namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>The pause between looks at an empty queue: from 100 ms it doubles up to the longest that host.json allows.</summary>
internal sealed class PollingDelay(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan next = Shortest;

    public TimeSpan AfterEmptyQueue()
    {
        var pause = next < longest ? next : longest;
        next = pause * 2;
        return pause;
    }

    public void Reset() => next = Shortest;
}
