using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;

namespace Billing.Functions.Documents;

/// <summary>Makes the files of an issued document, once.</summary>
internal sealed class DocumentRendering(AccountRows rows, DocumentStore store, AssetBook assets)
{
    /// <summary>Renders a document that has not been rendered, or lacks the e-invoice that it should have.</summary>
    /// <returns>Whether it is to be delivered; a void sheet is only kept.</returns>
    /// <exception cref="InvalidOperationException">There is no such document.</exception>
    public async Task<bool> RenderAsync(DocumentRef named, CancellationToken cancellation)
    {
        var account = AccountId.Parse(named.AccountId);
        var document = await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(named.DocumentId), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no document {named.DocumentId}.");
        if (await store.FindAsync(account, named.DocumentId, cancellation) is not { } stored || (stored.EInvoice is null && document.HasEInvoice()))
        {
            await store.SaveAsync(account, document, document.Render(await assets.FindAsync(document.Seller, cancellation)), cancellation);
        }

        return !document.IsVoidSheet;
    }
}
