using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Makes an export within a request if that is soon done, and else by the queue. The message is sent first, so that a process which dies leaves nothing
/// half made.</summary>
internal sealed class LedgerExportStarter(LedgerExporter exporter, LedgerExportBook book, WorkQueues queues)
{
    private static readonly TimeSpan WithinRequest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShowsAfter = TimeSpan.FromMinutes(1);

    public async Task<LedgerExport> MakeAsync(LedgerExport export, CancellationToken cancellation)
    {
        var message = new ExportLedgerMessage(export.SellerId, export.ExportId);
        var receipt = await queues.SendAsync(StorageNames.ExportLedger, message, cancellation, ShowsAfter);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(WithinRequest);
        try
        {
            export = await exporter.RunAsync(export.SellerId, export.ExportId, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await queues.SendAsync(StorageNames.ExportLedger, message, cancellation);
            export = await book.FindAsync(export.SellerId, export.ExportId, cancellation) ?? export;
        }

        await queues.DeleteAsync(StorageNames.ExportLedger, receipt, cancellation);
        return export;
    }
}
