namespace Billing.DevHost.FunctionHost.Queues;

/// <summary>How host.json wants queues to be read, with Azure's defaults for what is not said.</summary>
/// <param name="BatchSize">Messages fetched at once, 32 at most.</param>
/// <param name="NewBatchThreshold">The next batch is fetched when so few are still being worked on.</param>
/// <param name="MaxDequeueCount">Deliveries before a message goes to the poison queue.</param>
/// <param name="VisibilityTimeout">How long a failed message waits for its next delivery.</param>
/// <param name="MaxPollingInterval">The longest pause between looks at an empty queue.</param>
/// <param name="Base64">Whether the messages' text is base64.</param>
internal sealed record QueueOptions(
    int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, bool Base64)
{
    private const int MaxBatchSize = 32;

    public static QueueOptions Read(IConfiguration queues)
    {
        var batchSize = queues.GetValue("batchSize", 16);
        if (batchSize is < 1 or > MaxBatchSize)
            throw new InvalidOperationException($"host.json: the queues' batchSize must be from 1 to {MaxBatchSize}, not {batchSize}.");
        return new QueueOptions(
            batchSize,
            queues.GetValue("newBatchThreshold", batchSize / 2 * Environment.ProcessorCount),
            queues.GetValue("maxDequeueCount", 5),
            queues.GetValue("visibilityTimeout", TimeSpan.Zero),
            queues.GetValue("maxPollingInterval", TimeSpan.FromMinutes(1)),
            !string.Equals(queues["messageEncoding"], "none", StringComparison.OrdinalIgnoreCase));
    }
}
