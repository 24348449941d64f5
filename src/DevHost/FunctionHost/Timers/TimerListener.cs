using Billing.DevHost.FunctionHost.Protocol;

namespace Billing.DevHost.FunctionHost.Timers;

/// <summary>Runs one timer function by its schedule, one tick at a time. Ticks missed while nothing ran are made up for by one late run.</summary>
internal sealed class TimerListener(
    TimerFunction function, TimerSchedule schedule, TimerStatusStore store, Invoker invoker, HostLog log, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var remembers = function.UseMonitor && !schedule.IsFrequent(clock.GetUtcNow());
            var status = remembers ? await store.ReadAsync(function.Name, stopping.Token) : null;
            if (status is null && remembers)
            {
                status = Advance(default, clock.GetUtcNow());
                await store.WriteAsync(function.Name, status, stopping.Token);
            }
            var isPastDue = status is not null && Expected(status) < clock.GetUtcNow();
            if (isPastDue)
                log.Write(LogLevel.Warning, Category, $"A tick of '{function.Name}' was missed: it is run now, late.");
            if (isPastDue || function.RunOnStartup)
                status = await TickAsync(status, isPastDue, remembers);
            while (true)
            {
                await SleepUntilAsync(schedule.Next(clock.GetUtcNow()));
                status = await TickAsync(status, isPastDue: false, remembers);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            log.Write(LogLevel.Error, Category, $"The timer '{function.Name}' has stopped.", e);
        }
    }

    private async Task<TimerStatus?> TickAsync(TimerStatus? status, bool isPastDue, bool remembers)
    {
        var tick = clock.GetUtcNow();
        try
        {
            var reason = $"Timer fired at {tick:O}";
            await invoker.InvokeAsync(function, TimerInvocation.For(function, status, isPastDue), reason, stopping.Token);
        }
        catch (Exception e) when (e is FunctionFailedException or WorkerGoneException)
        {
            // A failed tick is not run again; the invoker has logged it.
        }
        if (!remembers)
            return null;
        var updated = Advance(tick, clock.GetUtcNow());
        await store.WriteAsync(function.Name, updated, stopping.Token);
        return updated;
    }

    // Computed again from what happened last, so a changed schedule counts at once.
    private DateTimeOffset Expected(TimerStatus status) => schedule.Next(status.Last == default ? status.LastUpdated : status.Last);

    private TimerStatus Advance(DateTimeOffset last, DateTimeOffset now) => new(last, schedule.Next(last == default ? now : last), now);

    private async Task SleepUntilAsync(DateTimeOffset next)
    {
        // A timer of the base library can't sleep for more than 49 days.
        var longest = TimeSpan.FromDays(1);
        for (var wait = next - clock.GetUtcNow(); wait > TimeSpan.Zero; wait = next - clock.GetUtcNow())
            await Task.Delay(wait < longest ? wait : longest, clock, stopping.Token);
    }

    private string Category => $"Host.Timers.{function.Name}";
}
