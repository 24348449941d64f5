using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class CrashTests(SampleApp app)
{
    [Fact]
    public async Task A_worker_that_ends_by_itself_is_started_again()
    {
        var before = await ProcessIdAsync();
        using var response = await app.Client.PostAsync("api/exit", null);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);

        await app.Environment.Host.WorkerReadyAsync();

        Assert.NotEqual(before, await ProcessIdAsync());
    }

    [Fact]
    public async Task A_message_whose_worker_is_killed_is_delivered_again()
    {
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "interrupted", runMilliseconds: 2000);
        await SampleTraces.UntilAsync(async () => (await app.Environment.TracesAsync("interrupted")).FirstOrDefault());

        await app.Environment.KillWorkerAsync();

        Assert.Equal("2", await app.Environment.DoneAsync("interrupted"));
        Assert.Equal(2, (await app.Environment.TracesAsync("interrupted")).Count);
    }

    [Fact]
    public async Task While_the_worker_is_down_no_delivery_is_used_up()
    {
        await app.Environment.KillWorkerAsync(hold: true);
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "waiting");
        await Task.Delay(1000);
        var peeked = await app.Environment.Queues.GetQueueClient(SampleApp.WorkQueue).PeekMessageAsync();
        await app.Environment.Host.ReleaseWorkerAsync();

        Assert.Equal(0, peeked.Value.DequeueCount);
        Assert.Equal("1", await app.Environment.DoneAsync("waiting"));
    }

    private async Task<int> ProcessIdAsync() =>
        (await app.Client.GetFromJsonAsync<JsonElement>("api/echo/process")).GetProperty("process").GetInt32();
}
