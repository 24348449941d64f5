namespace Billing.DevHost.ServiceBus.Broker;

/// <summary>The message ids of the last minutes; a window of null remembers nothing.</summary>
internal sealed class DuplicateHistory(TimeSpan? window)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset ForgetAt)> order = new();

    /// <summary>False when the id was seen within the window. A message without id is always new.</summary>
    public bool IsNew(string? messageId, DateTimeOffset now)
    {
        if (window is not { } span || string.IsNullOrEmpty(messageId))
            return true;
        while (order.TryPeek(out var oldest) && oldest.ForgetAt <= now)
            ids.Remove(order.Dequeue().Id);
        if (!ids.Add(messageId))
            return false;
        order.Enqueue((messageId, now + span));
        return true;
    }
}
