using Billing.Functions.Tasks;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.GeneralLedger;

/// <summary>Says it loudly where the books do not balance: an error in the log, and a task.</summary>
internal sealed class LedgerExportAlarm(TaskBook tasks, TimeProvider clock, ILogger<LedgerExportAlarm> log)
{
    public const string Task = "ledger-export-failed";

    public async Task RaiseAsync(LedgerExport export, Exception why, CancellationToken cancellation)
    {
        log.LogError(why, "The export {ExportId} of seller {SellerId} for {Month:yyyy-MM} was not made: the books do not balance.", export.ExportId, export.SellerId, export.Month);
        await tasks.OpenAsync(new WorkTask(export.SellerId, TaskBook.IdOf(Task, export.ExportId), Task, export.ExportId, $"{export.Month:yyyy-MM} was not exported: {why.Message}", clock.GetUtcNow()), cancellation);
    }
}
