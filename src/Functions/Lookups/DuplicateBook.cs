using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Lookups;

/// <summary>Rows of the table <c>Lookup</c> that bring customers together who are possibly one: partition <c>alike|{hash of seller and key}</c>, row = account.
/// Written before the account is; so each is a hint, and the account's present profile has the last word.</summary>
internal sealed class DuplicateBook(BillingStorage storage, AccountRows rows)
{
    /// <summary>How many accounts are looked at for one key; more would be no duplicates but bad data.</summary>
    private const int MostCandidates = 50;

    public async Task EnterAsync(AccountId account, CustomerProfile profile, CancellationToken cancellation)
    {
        foreach (var key in DuplicateKeys.Of(profile))
            await storage.Lookup.UpsertEntityAsync(new TableEntity(PartitionOf(account, key), account.ToString()), TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Accounts of other customers of the seller that share a key with a profile.</summary>
    public async Task<IReadOnlyList<AccountId>> FindAsync(AccountId account, CustomerProfile profile, CancellationToken cancellation)
    {
        var found = new List<AccountId>();
        foreach (var key in DuplicateKeys.Of(profile))
        {
            var partition = PartitionOf(account, key);
            await foreach (var row in storage.Lookup.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation).Take(MostCandidates).WithCancellation(cancellation))
            {
                var other = AccountId.Parse(row.RowKey);
                if (other.Customer != account.Customer && !found.Contains(other) && await HasAsync(other, key, cancellation))
                    found.Add(other);
            }
        }

        return found;
    }

    public async Task RemoveAsync(AccountId account, CustomerProfile profile, CancellationToken cancellation)
    {
        foreach (var key in DuplicateKeys.Of(profile))
            await storage.Lookup.DeleteEntityAsync(PartitionOf(account, key), account.ToString(), ETag.All, cancellation);
    }

    private async Task<bool> HasAsync(AccountId account, string key, CancellationToken cancellation) =>
        (await rows.StateAsync(account, cancellation)).Account is { } state
        && await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(state.ProfileVersion), cancellation) is { } profile
        && DuplicateKeys.Of(profile).Contains(key);

    private static string PartitionOf(AccountId account, string key) => $"alike|{Keys.Hash($"{account.Seller}\n{key}")}";
}
