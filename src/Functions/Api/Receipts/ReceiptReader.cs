using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;

namespace Billing.Functions.Api.Receipts;

/// <summary>Finds receipts for the API by their ids.</summary>
internal sealed class ReceiptReader(LookupBook lookups, AccountRows rows)
{
    /// <exception cref="ProblemException">404: there is no such receipt.</exception>
    public async Task<(AccountId Account, IssuedReceipt Receipt)> RequireAsync(string documentId, CancellationToken cancellation)
    {
        // The look-up is entered before its transaction, which may never have come.
        var account = await lookups.FindDocumentAsync(documentId, cancellation) is { } target ? AccountId.Parse(target.AccountId) : throw Missing(documentId);
        return await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancellation) is IssuedReceipt receipt ? (account, receipt) : throw Missing(documentId);
    }

    private static ProblemException Missing(string documentId) => new(Problems.NotFound($"receipt '{documentId}'"));
}
