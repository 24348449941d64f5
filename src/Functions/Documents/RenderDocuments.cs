using Billing.Documents.Invoices;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Documents;

/// <summary>Renders issued documents to PDF, stores them, and has them delivered.</summary>
internal sealed class RenderDocuments(AccountRows rows, DocumentStore store, LogoBook logos, WorkQueues queues)
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
            var account = AccountId.Parse(named.AccountId);
            var document = await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(named.DocumentId), cancellation)
                ?? throw new InvalidOperationException($"Account {account} has no document {named.DocumentId}.");
            if (await store.FindAsync(account, named.DocumentId, cancellation) is null)
                await store.SaveAsync(account, document, InvoicePdf.Render(document.ToDocument(await logos.FindAsync(document.Seller, cancellation), null)), cancellation);
            if (document.Invoice.Kind != DocumentKind.VoidNumber)
                deliveries.Add(new DeliveryRef(named.AccountId, named.DocumentId, null));
        }

        if (deliveries.Count > 0)
            await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage(deliveries), cancellation);
    }
}
