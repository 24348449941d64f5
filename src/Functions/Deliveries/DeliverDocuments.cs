using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails documents and notices, each once; each is marked before the next is sent.</summary>
internal sealed class DeliverDocuments(DocumentDelivery delivering, WorkQueues queues)
{
    [Function(nameof(DeliverDocuments))]
    public async Task RunAsync([QueueTrigger(StorageNames.DeliverDocuments, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var wanted = BillingJson.Read<DeliverDocumentsMessage>(message).Deliveries;
        if (await queues.SplitAsync(StorageNames.DeliverDocuments, wanted, one => new DeliverDocumentsMessage([one]), context, cancellation))
            return;

        foreach (var delivery in wanted)
            await delivering.DeliverAsync(delivery, cancellation);
    }
}
