using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;

namespace Billing.Functions.Collections;

/// <summary>Composes case documents from an account's events, its profile, and the files of its invoices.</summary>
internal sealed class CaseDocumentComposer(AccountRows rows, DeliveryBook deliveries, DocumentStore documents, DocumentLinks links, ConfigurationBook configuration)
{
    /// <summary>The document of a case as it was after a command; null where the account has no such case by then.</summary>
    public async Task<CaseDocument?> ComposeAsync(AccountId account, string caseId, long version, CancellationToken cancellation)
    {
        var history = await rows.HistoryAsync(account, cancellation).TakeWhile(record => record.Version <= version).ToListAsync(cancellation);
        var state = history.Aggregate((Account?)null, (known, record) => AccountEvolution.Apply(known, record.Events));
        if (state?.Cases.FirstOrDefault(one => one.ItemId == caseId) is not { } known)
            return null;
        var numbers = state.Invoices.ToDictionary(item => item.ItemId, item => item.Number, StringComparer.Ordinal);
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var invoices = new List<CaseInvoice>();
        foreach (var item in known.Items)
            invoices.Add(await InvoiceAsync(account, item, state, cancellation));
        return new CaseDocument(
            caseId, account.Seller, seller.Seller.Name, known.AgencyId, seller.Agencies.GetValueOrDefault(known.AgencyId)?.Name ?? "", history[^1].Today, known.Status, known.Outcome, known.Reference, known.SentOn,
            known.HandedOff(), known.Open(), known.Disputed(), known.Collected(), known.Fees, await DebtorAsync(account, state, cancellation), invoices,
            CaseContacts.Of(history, await deliveries.ListAsync(account, cancellation), id => numbers.GetValueOrDefault(id, id)));
    }

    private async Task<CaseDebtor> DebtorAsync(AccountId account, Account state, CancellationToken cancellation)
    {
        var profile = await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(state.ProfileVersion), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no profile {state.ProfileVersion}.");
        return new CaseDebtor(account.ToString(), profile.Name, profile.Address, profile.Email, profile.VatId, profile.Language, profile.Contacts);
    }

    private async Task<CaseInvoice> InvoiceAsync(AccountId account, CaseItem item, Account state, CancellationToken cancellation)
    {
        var stored = await documents.FindAsync(account, item.DocumentId, cancellation);
        var link = stored is not null && links.UnavailableBecause() is null ? links.To(account, item.DocumentId, stored.Pdf) : null;
        return new CaseInvoice(
            item.DocumentId, item.Number, item.IssueDate, item.DueDate, state.Invoices.FirstOrDefault(known => known.ItemId == item.DocumentId)?.Total, item.HandedOffOn, item.HandedOff, item.Balance,
            item.Collected, item.PaidDirectly, item.Credited, item.WrittenOff, item.DisputedBecause, stored is null ? null : new CasePdf(stored.Path, stored.Sha256, link?.Url, link?.Expires));
    }
}
