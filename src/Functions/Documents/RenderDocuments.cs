using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Documents;

/// <summary>Renders issued documents to PDF, stores them, and has them delivered.</summary>
internal sealed class RenderDocuments(DocumentRendering rendering, WorkQueues queues)
{
    [Function(nameof(RenderDocuments))]
    public async Task RunAsync([QueueTrigger(StorageNames.RenderDocuments, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var documents = BillingJson.Read<RenderDocumentsMessage>(message).Documents;
        if (await queues.SplitAsync(StorageNames.RenderDocuments, documents, one => new RenderDocumentsMessage([one]), context, cancellation))
            return;

        var deliveries = new List<DeliveryRef>();
        foreach (var named in documents)
        {
            if (await rendering.RenderAsync(named, cancellation))
                deliveries.Add(new DeliveryRef(named.AccountId, named.DocumentId, null));
        }

        if (deliveries.Count > 0)
            await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage(deliveries), cancellation);
    }
}
