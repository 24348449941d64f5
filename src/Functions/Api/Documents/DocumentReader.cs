using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Documents;

/// <summary>Finds issued documents of every kind for the API.</summary>
internal sealed class DocumentReader(AccountRows rows, DocumentStore documents)
{
    /// <summary>A document that can be sent.</summary>
    /// <exception cref="ProblemException">404: the account has no such document. 409: it only voids a number, or is not rendered yet.</exception>
    public async Task<IssuedDocument> RequireSendableAsync(AccountId account, string documentId, CancellationToken cancellation)
    {
        var document = await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(Keys.Safe(documentId)), cancellation) ?? throw new ProblemException(Problems.NotFound($"document '{documentId}' of account '{account}'"));
        if (document.IsVoidSheet)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-for-customers", "The sheet only says that its number was never used; it is kept and sent to nobody.");
        return await documents.FindAsync(account, documentId, cancellation) is not null
            ? document
            : throw new ProblemException(StatusCodes.Status409Conflict, "not-rendered", "The document is not rendered yet; ask again in a moment.");
    }
}
