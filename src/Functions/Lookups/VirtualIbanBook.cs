using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Lookups;

/// <summary>Which account a virtual IBAN is of: in the table <c>Lookup</c> one row an IBAN and seller, so that no two accounts have the same. An account claims
/// it before the transaction that makes it true, and has the last word whether it has it.</summary>
internal sealed class VirtualIbanBook(BillingStorage storage, AccountRows rows)
{
    private const int Attempts = 16;

    /// <summary>Claims an IBAN for an account that is about to have it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="iban">In electronic form.</param>
    /// <param name="version">The version of the account that has it.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>The account that has it or is about to, where that is another one.</returns>
    public async Task<AccountId?> ClaimAsync(AccountId account, string iban, long version, CancellationToken cancellation)
    {
        var claim = new TableEntity(PartitionOf(account.Seller, iban), "") { ["AccountId"] = account.ToString(), ["Version"] = version };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                var known = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(claim.PartitionKey, claim.RowKey, cancellationToken: cancellation);
                if (!known.HasValue)
                {
                    await storage.Lookup.AddEntityAsync(claim, cancellation);
                    return null;
                }

                var holder = AccountId.Parse(known.Value!.GetString("AccountId"));
                if (holder != account && await HoldsAsync(holder, iban, known.Value!.GetInt64("Version") ?? 0, cancellation))
                    return holder;
                await storage.Lookup.UpdateEntityAsync(claim, known.Value!.ETag, TableUpdateMode.Replace, cancellation);
                return null;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another claim came between: look again.
            }
        }

        throw new InvalidOperationException($"The virtual IBAN was claimed by others {Attempts} times in a row.");
    }

    /// <summary>The account that a virtual IBAN of a seller's is of, if it is one's.</summary>
    public async Task<AccountId?> FindAsync(string sellerId, string iban, CancellationToken cancellation)
    {
        var row = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId, iban), "", cancellationToken: cancellation);
        return row.HasValue && AccountId.Parse(row.Value!.GetString("AccountId")) is var holder && (await rows.StateAsync(holder, cancellation)).Account?.VirtualIban == CreditorReference.Bare(iban)
            ? holder
            : null;
    }

    // Until the account has come to the version that it claimed for, it may still have it soon.
    private async Task<bool> HoldsAsync(AccountId holder, string iban, long version, CancellationToken cancellation) =>
        (await rows.StateAsync(holder, cancellation)).Account is { } state && (state.VirtualIban == iban || state.Version < version);

    private static string PartitionOf(string sellerId, string iban) => $"virtual-iban|{sellerId}|{Keys.Hash(CreditorReference.Bare(iban))}";
}
