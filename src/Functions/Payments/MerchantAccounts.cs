using Billing.Domain;
using Billing.Functions.Configuration;

namespace Billing.Functions.Payments;

/// <summary>Whose money comes in at a processor's account: the seller whose configuration names it.</summary>
internal sealed class MerchantAccounts(ConfigurationBook configuration)
{
    /// <summary>The seller behind a merchant account.</summary>
    /// <exception cref="InvalidOperationException">No seller names the account, or more than one does.</exception>
    public async Task<SellerConfiguration> SellerOfAsync(string processor, string account, CancellationToken cancellation)
    {
        var owners = new List<string>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            if (seller.MerchantAccounts.Contains(new MerchantAccount(processor, account)))
                owners.Add(seller.SellerId);
        }

        return owners is [var owner]
            ? await configuration.ReadAsync(owner, cancellation)
            : throw new InvalidOperationException($"{owners.Count} sellers have the {processor} account '{account}' among their merchant accounts; exactly one must.");
    }

    /// <summary>The seller of each merchant account that exactly one names.</summary>
    public async Task<IReadOnlyDictionary<MerchantAccount, string>> AllAsync(CancellationToken cancellation)
    {
        var owners = new List<(MerchantAccount Account, string SellerId)>();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
            owners.AddRange(seller.MerchantAccounts.Select(account => (account, seller.SellerId)));
        return owners.GroupBy(owner => owner.Account).Where(named => named.Count() == 1).ToDictionary(named => named.Key, named => named.Single().SellerId);
    }
}
