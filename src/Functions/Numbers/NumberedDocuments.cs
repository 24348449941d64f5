using Billing.Domain;
using Billing.Functions.Accounts;

namespace Billing.Functions.Numbers;

/// <summary>A number that was given.</summary>
/// <param name="N">Its place in the series, 1 for the first.</param>
/// <param name="Number">As printed.</param>
/// <param name="DocumentId">The document it was reserved for.</param>
/// <param name="Account">Whose document it is.</param>
/// <param name="ReservedFor">The issue date it was reserved for; nothing in rows from before that was kept.</param>
/// <param name="ReservedAt">When.</param>
internal sealed record GivenNumber(long N, string Number, string DocumentId, AccountId Account, DateOnly? ReservedFor, DateTimeOffset ReservedAt);

/// <summary>Finds the documents that numbers were given to.</summary>
internal sealed class NumberedDocuments(AccountRows rows)
{
    /// <summary>The document that bears a number, and the id that it has or would have.</summary>
    public async Task<(string DocumentId, IssuedDocument? Document)> FindAsync(GivenNumber given, CancellationToken cancellation)
    {
        var document = await FindAsync(given.Account, given.DocumentId, cancellation);
        if (document is null || document.Number == given.Number)
            return (given.DocumentId, document);

        // The document was issued under another number; this one has, or gets, a sheet of its own.
        var sheet = DocumentIds.OfVoidNumber(given.Account.ToString(), given.Number);
        return (sheet, await FindAsync(given.Account, sheet, cancellation));
    }

    private Task<IssuedDocument?> FindAsync(AccountId account, string documentId, CancellationToken cancellation) =>
        rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancellation);
}
