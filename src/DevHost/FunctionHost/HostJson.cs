using System.Globalization;

namespace Billing.DevHost.FunctionHost;

/// <summary>What the host takes from the worker's host.json, with Azure's defaults for what is not said.</summary>
/// <param name="RoutePrefix">Stands before every route; may be empty.</param>
/// <param name="FunctionTimeout">After it the invocation fails and the worker is restarted; null: never.</param>
internal sealed record HostJson(string RoutePrefix, TimeSpan? FunctionTimeout, QueueOptions Queues)
{
    // learn.microsoft.com/azure/azure-functions/functions-host-json: 30 minutes except on the Consumption plan.
    private static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);

    /// <param name="folder">The worker's output, where host.json lies.</param>
    /// <param name="settings">May override host.json by names such as AzureFunctionsJobHost__extensions__queues__batchSize.</param>
    public static HostJson Read(string folder, IReadOnlyDictionary<string, string> settings)
    {
        const string overridePrefix = "AzureFunctionsJobHost__";
        var overrides = settings
            .Where(s => s.Key.StartsWith(overridePrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(s => s.Key[overridePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), s => (string?)s.Value);
        var json = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "host.json"), optional: false)
            .AddInMemoryCollection(overrides)
            .Build();
        return new HostJson(
            (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
            json["functionTimeout"] switch
            {
                null => DefaultFunctionTimeout,
                "-1" => null,
                var text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            },
            QueueOptions.Read(json.GetSection("extensions:queues")));
    }
}

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
