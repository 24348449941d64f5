using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Billing.DevHost.FunctionHost;

namespace Billing.DevHost.Tests.FunctionHost;

/// <summary>The sample function app, compiled, in an environment of its own that the tests of one collection share.</summary>
public sealed class SampleApp : IAsyncLifetime
{
    internal const string WorkQueue = "work-items";

    public static string Folder { get; } = RepositoryRoot.Combine(
        "tests", "DevHost.Tests", "SampleWorker", "bin",
        typeof(SampleApp).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0");

    internal DevEnvironment Environment { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Environment = await DevEnvironment.StartAsync(new DevEnvironmentOptions
        {
            WorkerFolder = Folder,
            Tripwires = true,
            Settings = new Dictionary<string, string> { ["WorkQueue"] = WorkQueue, ["EverySecond"] = "* * * * * *" },
            Host = options => options with
            {
                Keys = options.Keys with
                {
                    Functions = new Dictionary<string, IReadOnlyDictionary<string, string>>
                    {
                        ["WithFunctionKey"] = new Dictionary<string, string> { ["default"] = "the-functions-own-key" },
                        ["Echo"] = new Dictionary<string, string> { ["default"] = "another-functions-key" },
                    },
                },
            },
        });
        Client = Environment.CreateClient();
        await PrepareStorageAsync(Environment);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Environment.DisposeAsync();
    }

    internal static async Task PrepareStorageAsync(DevEnvironment environment)
    {
        await environment.Tables.CreateTableIfNotExistsAsync("Trace");
        await environment.Blobs.GetBlobContainerClient("done").CreateIfNotExistsAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SampleAppGroup : ICollectionFixture<SampleApp>
{
    public const string Name = "one sample app";
}

internal static class SampleTraces
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task SendWorkAsync(this DevEnvironment environment, string queue, string id, int failTimes = 0, int runMilliseconds = 0) =>
        environment.Queues.GetQueueClient(queue).SendMessageAsync(
            JsonSerializer.Serialize(new { Id = id, FailTimes = failTimes, RunMilliseconds = runMilliseconds }));

    /// <summary>The delivery that succeeded, as the function noted it down at its end.</summary>
    public static async Task<string> DoneAsync(this DevEnvironment environment, string id)
    {
        var blob = environment.Blobs.GetBlobContainerClient("done").GetBlobClient(id);
        return await UntilAsync(async () =>
        {
            try
            {
                return (await blob.DownloadContentAsync()).Value.Content.ToString();
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        });
    }

    /// <summary>What a function noted under a name, in order of row key.</summary>
    public static async Task<List<TableEntity>> TracesAsync(this DevEnvironment environment, string name)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in environment.Tables.GetTableClient("Trace").QueryAsync<TableEntity>(e => e.PartitionKey == name))
            rows.Add(row);
        return rows;
    }

    /// <summary>Waits until something is there, and fails the test if it does not come.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> find) where T : class
    {
        var end = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < end)
        {
            if (await find() is { } found)
                return found;
            await Task.Delay(50);
        }
        throw new TimeoutException($"It did not come about within {Patience}.");
    }

    public static Task<LogEntry> LogAsync(this DevEnvironment environment, Func<LogEntry, bool> fits) =>
        environment.Log.WaitForAsync(fits, Patience);
}
