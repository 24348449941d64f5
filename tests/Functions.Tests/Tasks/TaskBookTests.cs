using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Tasks;

public sealed class TaskBookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(At("2026-01-05T09:00:00Z"));
    private readonly string seller = Given.NewId("seller");
    private ServiceProvider services = null!;
    private TaskBook tasks = null!;

    [Fact]
    public async Task What_was_open_at_an_instant_is_known_whenever_it_ended_and_however_often()
    {
        await OpenAsync("a", "2026-01-05T09:00:00Z");
        await OpenAsync("b", "2026-02-20T09:00:00Z");
        await CloseAsync("a", "2026-01-31T23:59:59Z");
        await OpenAsync("a", "2026-02-10T09:00:00Z");
        Assert.True(await tasks.EndAsync(seller, "a", new TaskEnd(At("2026-03-01T00:00:00Z"), "ann", "called them"), default));
        Assert.False(await tasks.EndAsync(seller, "a", new TaskEnd(At("2026-03-02T00:00:00Z"), "bob", "again"), default));

        Assert.Empty(await OpenAtAsync("2026-01-05T08:59:59Z"));
        Assert.Equal(["a 05.01"], await OpenAtAsync("2026-01-05T09:00:00Z"));
        Assert.Equal(["a 05.01"], await OpenAtAsync("2026-01-31T23:59:58Z"));
        Assert.Empty(await OpenAtAsync("2026-01-31T23:59:59Z"));
        Assert.Equal(["a 10.02", "b 20.02"], await OpenAtAsync("2026-02-28T23:00:00Z"));
        Assert.Equal(["b 20.02"], await OpenAtAsync("2026-03-01T00:00:00Z"));
        Assert.Equal(["b 20.02"], await tasks.OpenTasksAsync(seller, default).Select(task => Told(task)).ToListAsync());
    }

    [Fact]
    public async Task An_end_that_died_before_the_task_left_the_list_is_made_once_more_and_counts_once()
    {
        await OpenAsync("a", "2026-01-05T09:00:00Z");
        var open = await tasks.OpenTasksAsync(seller, default).SingleAsync();
        await CloseAsync("a", "2026-01-30T09:00:00Z");
        await tasks.OpenAsync(open, default);

        Assert.Equal(["a 05.01"], await OpenAtAsync("2026-01-20T09:00:00Z"));
        await CloseAsync("a", "2026-01-31T09:00:00Z");

        Assert.Equal(["a 05.01"], await OpenAtAsync("2026-01-20T09:00:00Z"));
        Assert.Empty(await OpenAtAsync("2026-02-01T09:00:00Z"));
    }

    Task IAsyncLifetime.InitializeAsync()
    {
        services = azurite.Services(clock);
        tasks = services.GetRequiredService<TaskBook>();
        return Task.CompletedTask;
    }

    async Task IAsyncLifetime.DisposeAsync() => await services.DisposeAsync();

    private Task OpenAsync(string id, string at) => tasks.OpenAsync(new WorkTask(seller, id, "billing-parked", id, "Look.", At(at)), default);

    private Task CloseAsync(string id, string at)
    {
        clock.SetUtcNow(At(at));
        return tasks.CloseAsync(seller, id, default);
    }

    private async Task<IEnumerable<string>> OpenAtAsync(string at) => (await tasks.OpenTasksAsync(seller, At(at), default)).Select(Told).Order(StringComparer.Ordinal);

    private static string Told(WorkTask task) => $"{task.TaskId} {task.OpenedAt:dd.MM}";

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
