using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Makes an export within a request if that is soon done, and else by the queue. The message is sent first, so that a process which dies leaves nothing
/// half made.</summary>
internal sealed class LedgerExportStarter(LedgerExporter exporter, LedgerExportBook book, WorkQueues queues, TimeProvider clock)
{
    private static readonly TimeSpan WithinRequest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShowsAfter = TimeSpan.FromMinutes(1);

    /// <summary>Makes an export, or leaves it to the attempt that is under way: beginning another would throw that one's work away, and whoever asks again and
    /// again would never get it.</summary>
    public async Task<LedgerExport> MakeAsync(LedgerExport export, CancellationToken cancellation)
    {
        if (export.IsBeingMade(clock.GetUtcNow()))
            return export;
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
