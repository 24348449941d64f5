using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Billing.SampleWorker;

/// <summary>Timers that leave a trace of every tick.</summary>
public sealed class TimerFunctions(TableServiceClient tables)
{
    [Function("EverySecond")]
    public Task EverySecond([TimerTrigger("%EverySecond%")] TimerInfo timer) => Trace("EverySecond", timer);

    [Function("Yearly")]
    public Task Yearly([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Trace("Yearly", timer);

    [Function("Hourly")]
    public Task Hourly([TimerTrigger("01:00:00")] TimerInfo timer) => Trace("Hourly", timer);

    private async Task Trace(string name, TimerInfo timer) => await tables.GetTableClient("Trace").AddEntityAsync(
        new TableEntity(name, Guid.NewGuid().ToString("N"))
        {
            ["IsPastDue"] = timer.IsPastDue,
            ["Last"] = timer.ScheduleStatus?.Last.ToString("O"),
            ["Next"] = timer.ScheduleStatus?.Next.ToString("O"),
        });
}
