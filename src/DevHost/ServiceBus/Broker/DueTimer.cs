namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>Calls back at the earliest instant it was asked for, then waits to be asked again.</summary>
internal sealed class DueTimer : IDisposable
{
    // A timer fires a little early at times; the next millisecond is late enough.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private DateTimeOffset next = DateTimeOffset.MaxValue;

    public DueTimer(TimeProvider clock, Action onDue)
    {
        this.clock = clock;
        timer = clock.CreateTimer(
            _ =>
            {
                lock (gate)
                    next = DateTimeOffset.MaxValue;
                onDue();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public void AtLatest(DateTimeOffset due)
    {
        lock (gate)
        {
            if (due >= next)
                return;
            next = due;
            var wait = due - clock.GetUtcNow() + Slack;
            timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();
}
