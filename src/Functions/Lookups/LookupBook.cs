using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Lookups;

/// <summary>The table <c>Lookup</c>: from what others call a thing to our account and document. A hint, written before the transaction that makes it
/// true: the account has the last word.</summary>
internal sealed class LookupBook(BillingStorage storage)
{
    /// <summary>Enters the number and the id of a document that is about to be issued.</summary>
    public Task EnterDocumentAsync(AccountId account, string documentId, string number, CancellationToken cancellation) =>
        Task.WhenAll(EnterAsync("number", number, account, documentId, cancellation), EnterAsync("document", documentId, account, documentId, cancellation));

    /// <summary>Enters the id of a draft, which has no number yet.</summary>
    public Task EnterDraftAsync(AccountId account, string documentId, CancellationToken cancellation) => EnterAsync("document", documentId, account, documentId, cancellation);

    /// <summary>The account and document that a payer's reference names, if it names one.</summary>
    public async Task<PaymentTarget?> FindAsync(PaymentReference reference, CancellationToken cancellation)
    {
        if (reference.DocumentId.Length > 0 && await FindAsync("document", reference.DocumentId, cancellation) is { } byId)
            return byId;
        return reference.InvoiceNumber.Length > 0 ? await FindAsync("number", reference.InvoiceNumber, cancellation) : null;
    }

    /// <summary>The account and document behind a document's id.</summary>
    public Task<PaymentTarget?> FindDocumentAsync(string documentId, CancellationToken cancellation) => FindAsync("document", documentId, cancellation);

    private async Task EnterAsync(string kind, string name, AccountId account, string documentId, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity($"{kind}|{Keys.Hash(name)}", "") { ["Name"] = name, ["AccountId"] = account.ToString(), ["DocumentId"] = documentId }, TableUpdateMode.Replace, cancellation);

    private async Task<PaymentTarget?> FindAsync(string kind, string name, CancellationToken cancellation)
    {
        var row = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>($"{kind}|{Keys.Hash(name)}", "", cancellationToken: cancellation);
        return row.HasValue ? new PaymentTarget(row.Value!.GetString("AccountId"), row.Value.GetString("DocumentId")) : null;
    }
}
