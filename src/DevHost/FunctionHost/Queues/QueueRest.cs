namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>Finds out whether the queues have come to rest: nothing waits and nothing runs.</summary>
internal sealed class QueueRest(IReadOnlyList<QueueListener> listeners, Invoker invoker)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="ignoreInvisible">Takes no account of messages that are to become visible later, as a delayed or a failed one.</param>
    /// <exception cref="TimeoutException">They did not come to rest in time; the message says what is left.</exception>
    public async Task WaitAsync(TimeSpan limit, bool ignoreInvisible, CancellationToken cancel)
    {
        var end = DateTime.UtcNow + limit;
        // Twice in a row: a function that has just ended may have filled a queue that was looked at before.
        for (var quiet = 0; quiet < 2;)
        {
            var left = await LeftAsync(ignoreInvisible, cancel);
            quiet = left.Count == 0 ? quiet + 1 : 0;
            if (left.Count > 0 && DateTime.UtcNow > end)
                throw new TimeoutException($"After {limit} there was still work: {string.Join(", ", left)}.");
            await Task.Delay(Pause, cancel);
        }
    }

    private async Task<List<string>> LeftAsync(bool ignoreInvisible, CancellationToken cancel)
    {
        var left = new List<string>();
        if (invoker.Running > 0)
            left.Add($"{invoker.Running} functions running");
        foreach (var listener in listeners)
        {
            var waiting = ignoreInvisible
                ? (await listener.Queue.PeekMessagesAsync(cancellationToken: cancel)).Value.Length
                : (await listener.Queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount;
            if (waiting > 0 || listener.IsBusy)
                left.Add($"{listener.Queue.Name} ({waiting} waiting)");
        }
        return left;
    }
}
