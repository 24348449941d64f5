using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Invoices;

/// <summary>Finds documents for the API by their ids.</summary>
internal sealed class InvoiceReader(LookupBook lookups, AccountRows rows)
{
    /// <exception cref="ProblemException">404: no account has such a document.</exception>
    public async Task<AccountId> AccountOfAsync(string documentId, CancellationToken cancellation) =>
        await lookups.FindDocumentAsync(documentId, cancellation) is { } target ? AccountId.Parse(target.AccountId) : throw Missing(documentId);

    /// <exception cref="ProblemException">404: there is no such document.</exception>
    public async Task<InvoiceResource> RequireAsync(string documentId, CancellationToken cancellation)
    {
        var account = await AccountOfAsync(documentId, cancellation);
        if (await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancellation) is IssuedInvoice document)
        {
            var item = await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(documentId), cancellation) as InvoiceItem;
            return InvoiceResource.Of(account, document, item) with { ArrangementId = await ArrangementOfAsync(account, item, cancellation) };
        }

        if (await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(documentId), cancellation) is InvoiceItem { SettledBefore: not null } takenOver)
            return InvoiceResource.Of(account, takenOver) with { ArrangementId = await ArrangementOfAsync(account, takenOver, cancellation) };

        // The look-up is entered before its transaction, which may never have come.
        var draft = (await rows.StateAsync(account, cancellation)).Account?.Drafts.FirstOrDefault(known => known.DocumentId == documentId) ?? throw Missing(documentId);
        return InvoiceResource.Of(account, await rows.FindAsync<Invoice>(account, AccountRows.DraftKey(documentId), cancellation) ?? throw Missing(documentId), draft);
    }

    /// <summary>A document that was issued here, and so has files.</summary>
    /// <exception cref="ProblemException">404: there is none, it is a draft, or another system issued it.</exception>
    public async Task<InvoiceResource> RequireIssuedAsync(string documentId, CancellationToken cancellation) => await RequireAsync(documentId, cancellation) switch
    {
        { SettledBefore: not null } => throw new ProblemException(StatusCodes.Status404NotFound, "taken-over", "The invoice was issued in another system; its document is there."),
        { Number: null } => throw new ProblemException(StatusCodes.Status404NotFound, "not-rendered", "A draft has no files; it is rendered when it is issued."),
        var issued => issued,
    };

    /// <summary>Whether a draft is still one.</summary>
    public async Task<bool> IsDraftAsync(AccountId account, string documentId, CancellationToken cancellation) =>
        await rows.FindAsync<Invoice>(account, AccountRows.DraftKey(documentId), cancellation) is not null;

    private async Task<string?> ArrangementOfAsync(AccountId account, InvoiceItem? item, CancellationToken cancellation) =>
        item?.ArrangementId is { } last && await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(last), cancellation) is PaymentArrangement { IsRunning: true } ? last : null;

    private static ProblemException Missing(string documentId) => new(Problems.NotFound($"document '{documentId}'"));
}
