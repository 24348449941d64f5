using Microsoft.Extensions.Logging;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class QueueTests(SampleApp app)
{
    [Fact]
    public async Task A_message_reaches_its_function_once_with_what_is_known_about_it()
    {
        var sent = await app.Environment.Queues.GetQueueClient(SampleApp.WorkQueue)
            .SendMessageAsync("""{"Id":"happy"}""");

        Assert.Equal("1", await app.Environment.DoneAsync("happy"));
        var trace = Assert.Single(await app.Environment.TracesAsync("happy"));
        Assert.Equal(sent.Value.MessageId, trace["MessageId"]);
        Assert.NotEmpty((string)trace["PopReceipt"]);
        Assert.Equal(sent.Value.InsertionTime, trace.GetDateTimeOffset("InsertionTime"));
        await app.Environment.Host.WhenIdleAsync(SampleTraces.Patience);
        Assert.Equal(0, (await app.Environment.Queues.GetQueueClient(SampleApp.WorkQueue).GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_message_that_fails_twice_succeeds_at_its_third_delivery()
    {
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "third-time", failTimes: 2);

        Assert.Equal("3", await app.Environment.DoneAsync("third-time"));
        Assert.Equal(3, (await app.Environment.TracesAsync("third-time")).Count);
    }

    [Fact]
    public async Task A_message_that_always_fails_ends_in_the_poison_queue_after_five_tries_and_the_log_says_why()
    {
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "hopeless", failTimes: 99);

        var poison = app.Environment.Queues.GetQueueClient($"{SampleApp.WorkQueue}-poison");
        await SampleTraces.UntilAsync(async () =>
            await poison.ExistsAsync()
                ? (await poison.PeekMessagesAsync(32)).Value.FirstOrDefault(m => m.Body.ToString().Contains("\"hopeless\"", StringComparison.Ordinal))
                : null);

        Assert.Equal(5, (await app.Environment.TracesAsync("hopeless")).Count);
        var entry = await app.Environment.LogAsync(e =>
            e.Message.Contains("Moving message", StringComparison.Ordinal) && e.Message.Contains("hopeless", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Contains("Delivery 5 of hopeless was told to fail.", entry.Message, StringComparison.Ordinal);
        await app.Environment.Host.WhenIdleAsync(SampleTraces.Patience);
    }

    [Fact]
    public async Task A_function_may_take_the_whole_message_in_place_of_its_text()
    {
        const string text = "not json, but \"quoted\" ünïcode";
        var sent = await app.Environment.Queues.GetQueueClient("raw-messages").SendMessageAsync(text);

        var trace = await SampleTraces.UntilAsync(async () => (await app.Environment.TracesAsync("raw")).FirstOrDefault());

        Assert.Equal(sent.Value.MessageId, trace.RowKey);
        Assert.Equal(text, trace["Body"]);
        Assert.Equal(1, Convert.ToInt64(trace["DequeueCount"], null));
    }

    [Fact]
    public async Task No_more_messages_run_at_once_than_host_json_allows_and_no_fewer_than_a_batch()
    {
        var ids = Enumerable.Range(0, 16).Select(i => $"busy-{i}").ToArray();
        await app.Environment.KillWorkerAsync(hold: true);
        foreach (var id in ids)
            await app.Environment.SendWorkAsync(SampleApp.WorkQueue, id, runMilliseconds: 300);
        var before = app.Environment.Log.Entries.Count;
        await app.Environment.Host.ReleaseWorkerAsync();

        await Task.WhenAll(ids.Select(app.Environment.DoneAsync));

        var (now, most) = (0, 0);
        foreach (var entry in app.Environment.Log.Entries.Skip(before).Where(e => e.Category == "Function.HandleWork"))
        {
            now += entry.Message.StartsWith("Executing", StringComparison.Ordinal) ? 1 : -1;
            most = Math.Max(most, now);
        }
        // A batch of 4, and the next one fetched when 2 are left.
        Assert.InRange(most, 4, 6);
    }

    [Fact]
    public async Task The_queues_are_idle_when_nothing_waits_and_nothing_runs()
    {
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "tail", failTimes: 1, runMilliseconds: 500);

        await Assert.ThrowsAsync<TimeoutException>(() => app.Environment.Host.WhenIdleAsync(TimeSpan.FromMilliseconds(100)));
        await app.Environment.Host.WhenIdleAsync(SampleTraces.Patience);

        Assert.Equal(2, (await app.Environment.TracesAsync("tail")).Count);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_is_created_again()
    {
        var queue = app.Environment.Queues.GetQueueClient("raw-messages");
        await queue.DeleteAsync();

        await SampleTraces.UntilAsync(async () => await queue.ExistsAsync() ? "there" : null);
    }
}
