using Microsoft.Extensions.Logging;

namespace Billing.DevHost.Tests.FunctionHost;

/// <summary>A host with a short lease, a visible pause after failures, and a short function timeout.</summary>
public sealed class SlowQueueTests : IAsyncLifetime
{
    private const string Queue = "slow-items";
    private DevEnvironment environment = null!;

    public async Task InitializeAsync()
    {
        environment = await DevEnvironment.StartAsync(new DevEnvironmentOptions
        {
            WorkerFolder = SampleApp.Folder,
            Timers = false,
            Settings = new Dictionary<string, string>
            {
                ["WorkQueue"] = Queue,
                ["EverySecond"] = "* * * * * *",
                ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:02",
                ["AzureFunctionsJobHost__functionTimeout"] = "00:00:12",
            },
            Host = options => options with { QueueLease = TimeSpan.FromSeconds(4), DrainLimit = TimeSpan.FromSeconds(1) },
        });
        await SampleApp.PrepareStorageAsync(environment);
    }

    public Task DisposeAsync() => environment.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_stays_invisible_while_its_function_runs_longer_than_the_lease()
    {
        await environment.SendWorkAsync(Queue, "long", runMilliseconds: 6000);

        Assert.Equal("1", await environment.DoneAsync("long"));
        Assert.Single(await environment.TracesAsync("long"));
    }

    [Fact]
    public async Task A_failed_message_comes_again_when_the_visibility_timeout_is_over()
    {
        await environment.SendWorkAsync(Queue, "patient", failTimes: 1);

        Assert.Equal("2", await environment.DoneAsync("patient"));
        var deliveries = await environment.TracesAsync("patient");
        Assert.InRange(deliveries[1].Timestamp!.Value - deliveries[0].Timestamp!.Value, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_function_that_runs_longer_than_the_function_timeout_is_cancelled_and_fails()
    {
        await environment.SendWorkAsync(Queue, "endless", runMilliseconds: 60_000);

        var entry = await environment.LogAsync(e => e.Message.Contains("(Failed", StringComparison.Ordinal));

        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains("FunctionTimeoutException", entry.Exception, StringComparison.Ordinal);
    }
}
