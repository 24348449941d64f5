using System.Globalization;
using Billing.DevHost.FunctionHost.Queues;

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
