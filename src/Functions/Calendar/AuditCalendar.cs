using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Calendar;

/// <summary>Weekly: sees that every account has the calendar entries that wake it in time.</summary>
internal sealed class AuditCalendar(CalendarAudit audit, ILogger<AuditCalendar> log)
{
    [Function(nameof(AuditCalendar))]
    public async Task RunAsync([TimerTrigger("%Schedules:AuditCalendar%")] TimerInfo timer, CancellationToken cancellation)
    {
        var audited = await audit.AuditAsync(cancellation);
        var level = audited.Mended + audited.Failed > 0 || audited.StoppedAfter is not null ? LogLevel.Warning : LogLevel.Information;
        log.Log(level, "The calendar was held against {Accounts} accounts: {Mended} lacked an entry and have it now, {Failed} could not be checked; see their tasks.", audited.Accounts, audited.Mended, audited.Failed);
        if (audited.StoppedAfter is { } last)
            log.LogWarning("Time was up after account {Account}; the next tick goes on from there.", last);
    }
}
