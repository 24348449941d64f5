using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Lookups;

namespace Billing.Functions.Collections;

/// <summary>Finds cases: in rows of their own, as they are now, open or ended.</summary>
internal sealed class CaseReader(LookupBook lookups, AccountRows rows)
{
    /// <summary>A case and whose it is; null where there is none.</summary>
    public async Task<(AccountId Account, CollectionsCase Case)?> FindAsync(string caseId, CancellationToken cancellation)
    {
        // The look-up is entered before its transaction, which may never have come.
        if (await lookups.FindDocumentAsync(caseId, cancellation) is not { } target)
            return null;
        var account = AccountId.Parse(target.AccountId);
        return await FindAsync(account, caseId, cancellation) is { } known ? (account, known) : null;
    }

    /// <summary>A case of an account.</summary>
    public async Task<CollectionsCase?> FindAsync(AccountId account, string caseId, CancellationToken cancellation) =>
        await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(caseId), cancellation) as CollectionsCase;

    /// <summary>Who owes: the account's profile as it is now.</summary>
    public async Task<CustomerProfile> DebtorAsync(AccountId account, CancellationToken cancellation)
    {
        var state = (await rows.StateAsync(account, cancellation)).Account ?? throw new InvalidOperationException($"Account {account} has a case and no state.");
        return await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(state.ProfileVersion), cancellation)
            ?? throw new InvalidOperationException($"Account {account} has no profile {state.ProfileVersion}.");
    }

    /// <summary>What happened to a case, the oldest first, with who did it.</summary>
    public IAsyncEnumerable<(CommandRecord Record, AccountEvent Happened)> HistoryAsync(AccountId account, string caseId, CancellationToken cancellation) =>
        rows.HistoryAsync(account, cancellation).SelectMany(record => record.Events.Where(happened => Names(happened, caseId)).Select(happened => (record, happened)).ToAsyncEnumerable());

    private static bool Names(AccountEvent happened, string caseId) => happened switch
    {
        CollectionsCaseAcknowledged e => e.CaseId == caseId,
        _ => CaseDocuments.CaseOf(happened) == caseId,
    };
}
