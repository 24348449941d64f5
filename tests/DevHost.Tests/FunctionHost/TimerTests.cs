using Billing.DevHost.FunctionHost;
using Billing.DevHost.FunctionHost.Timers;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class TimerTests(SampleApp app)
{
    [Fact]
    public async Task A_timer_ticks_by_its_schedule()
    {
        var ticks = await SampleTraces.UntilAsync(async () =>
            await app.Environment.TracesAsync("EverySecond") is { Count: >= 3 } rows ? rows : null);

        Assert.All(ticks, t => Assert.False(t.GetBoolean("IsPastDue")));
        var fired = app.Environment.Log.Entries
            .Where(e => e.Function == "EverySecond" && e.Message.Contains("Timer fired at", StringComparison.Ordinal))
            .Select(e => e.Message.Split("Timer fired at ")[1][.."2026-01-01T00:00:00".Length])
            .ToArray();
        Assert.Equal(fired.Distinct(), fired);
    }

    [Fact]
    public async Task A_timer_runs_by_the_admin_endpoint()
    {
        await app.Environment.TriggerAsync("Hourly");

        var tick = await SampleTraces.UntilAsync(async () => (await app.Environment.TracesAsync("Hourly")).FirstOrDefault());

        Assert.False(tick.GetBoolean("IsPastDue"));
    }

    [Fact]
    public async Task Ticks_that_were_missed_are_made_up_for_by_one_late_run()
    {
        var store = new TimerStatusStore(app.Environment.Blobs);
        Assert.NotNull(await SampleTraces.UntilAsync(() => store.ReadAsync("Yearly", default)));
        var threeYearsAgo = DateTimeOffset.UtcNow.AddYears(-3);
        await store.WriteAsync("Yearly", new TimerStatus(threeYearsAgo, threeYearsAgo.AddDays(1), threeYearsAgo), default);

        await using (var second = await WorkerHost.StartAsync(new WorkerHostOptions
        {
            WorkerFolder = SampleApp.Folder,
            Settings = new Dictionary<string, string>(app.Environment.Settings) { ["EverySecond"] = "0 0 0 1 1 *" },
            Queues = false,
        }))
        {
            await second.Log.WaitForAsync(
                e => e.Function == "Yearly" && e.Message.StartsWith("Executed", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
            await SampleTraces.UntilAsync(async () =>
                (await store.ReadAsync("Yearly", default))!.Next > DateTimeOffset.UtcNow ? "moved on" : null);
        }

        var late = Assert.Single(await app.Environment.TracesAsync("Yearly"));
        Assert.True(late.GetBoolean("IsPastDue"));
        Assert.Equal(threeYearsAgo.UtcDateTime, DateTime.Parse((string)late["Last"], null).ToUniversalTime());
    }

    [Theory]
    [InlineData("0 30 2 * * *", "2026-02-28T02:30:00Z", "2026-03-01T02:30:00Z")]
    [InlineData("0 */5 * * * *", "2026-02-28T02:31:07Z", "2026-02-28T02:35:00Z")]
    [InlineData("*/5 * * * *", "2026-02-28T02:31:07Z", "2026-02-28T02:35:00Z")]
    [InlineData("0 0 0 31 * *", "2026-04-01T00:00:00Z", "2026-05-31T00:00:00Z")]
    [InlineData("0 0 9 * * Mon-Fri", "2026-02-27T09:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("01:30:00", "2026-02-28T23:00:00Z", "2026-03-01T00:30:00Z")]
    public void A_schedule_is_an_expression_or_an_interval_in_UTC(string schedule, string after, string next) => Assert.Equal(
        DateTimeOffset.Parse(next, null), TimerSchedule.Parse(schedule).Next(DateTimeOffset.Parse(after, null)));

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("0 0 0 32 * *")]
    [InlineData("-01:00:00")]
    public void What_is_no_schedule_is_refused(string schedule) =>
        Assert.Throws<FormatException>(() => TimerSchedule.Parse(schedule));
}
