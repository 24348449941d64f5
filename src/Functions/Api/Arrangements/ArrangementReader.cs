using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Lookups;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Finds arrangements for the API: those that run in the account's state, the others in rows of their own.</summary>
internal sealed class ArrangementReader(LookupBook lookups, CustomerReader customers, AccountRows rows)
{
    /// <exception cref="ProblemException">404: there is no such arrangement.</exception>
    public async Task<ArrangementResource> RequireAsync(string arrangementId, CancellationToken cancellation)
    {
        // The look-up is entered before its transaction, which may never have come.
        var target = await lookups.FindDocumentAsync(arrangementId, cancellation) ?? throw Missing(arrangementId);
        var account = AccountId.Parse(target.AccountId);
        var state = await customers.FindAsync(account, cancellation);
        var arrangement = state?.Arrangements.FirstOrDefault(known => known.ItemId == arrangementId)
            ?? await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(arrangementId), cancellation) as PaymentArrangement ?? throw Missing(arrangementId);
        return ArrangementResource.Of(account, arrangement, state!.PaidOf(arrangement));
    }

    /// <summary>All arrangements of an account, the newest first.</summary>
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<IReadOnlyList<ArrangementResource>> ListAsync(AccountId account, CancellationToken cancellation)
    {
        var known = await rows.ArrangementsAsync(account, cancellation).ToDictionaryAsync(row => row.ItemId, StringComparer.Ordinal, cancellation);

        // Read after the rows: what it has is as new or newer.
        var state = await customers.RequireAsync(account, cancellation);
        foreach (var current in state.Arrangements)
            known[current.ItemId] = current;
        return [.. known.Values.OrderByDescending(arrangement => arrangement.AgreedOn).ThenBy(arrangement => arrangement.ItemId, StringComparer.Ordinal)
            .Select(arrangement => ArrangementResource.Of(account, arrangement, state.PaidOf(arrangement)))];
    }

    private static ProblemException Missing(string arrangementId) => new(Problems.NotFound($"arrangement '{arrangementId}'"));
}
