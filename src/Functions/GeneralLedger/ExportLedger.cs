using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.GeneralLedger;

/// <summary>Makes an export that was too long for a request, or that a request left unfinished.</summary>
internal sealed class ExportLedger(LedgerExporter exporter)
{
    [Function(nameof(ExportLedger))]
    public async Task RunAsync([QueueTrigger(StorageNames.ExportLedger, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var wanted = BillingJson.Read<ExportLedgerMessage>(message);
        await exporter.RunAsync(wanted.SellerId, wanted.ExportId, cancellation);
    }
}
