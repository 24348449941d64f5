using Billing.Domain;

namespace Billing.Functions.Collections;

/// <summary>Deletes what collection agencies got about an erased customer: its case documents, and each export that names it.</summary>
internal sealed class CollectionsErasure(CaseDocuments documents, CaseExportBook exports)
{
    public async Task EraseAsync(AccountId account, CancellationToken cancellation)
    {
        await documents.EraseAsync(account, cancellation);
        await foreach (var export in exports.ListAsync(account.Seller, cancellation))
        {
            if (export.Cases.Any(known => known.AccountId == account.ToString()))
                await exports.EraseFileAsync(export, cancellation);
        }
    }
}
