using Billing.Functions.Tasks;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.GeneralLedger;

/// <summary>Says it loudly where the books do not balance: an error in the log, and a task. A preview has no task: whoever asked for it is told, and nobody could
/// close it.</summary>
internal sealed class LedgerExportAlarm(TaskBook tasks, TimeProvider clock, ILogger<LedgerExportAlarm> log)
{
    public const string TaskKind = "ledger-export-failed";

    public async Task RaiseAsync(LedgerExport export, Exception why, CancellationToken cancellation)
    {
        log.LogError(why, "The export {ExportId} of seller {SellerId} for {Month:yyyy-MM} was not made: the books do not balance.", export.ExportId, export.SellerId, export.Month);
        if (export.Number > 0)
            await tasks.OpenAsync(new WorkTask(export.SellerId, TaskBook.IdOf(TaskKind, export.ExportId), TaskKind, export.ExportId, $"{export.Month:yyyy-MM} was not exported: {why.Message}", clock.GetUtcNow()), cancellation);
    }

    /// <summary>Closes the task once the export is made after all.</summary>
    public Task EndAsync(LedgerExport made, CancellationToken cancellation) => tasks.CloseAsync(made.SellerId, TaskBook.IdOf(TaskKind, made.ExportId), cancellation);
}
