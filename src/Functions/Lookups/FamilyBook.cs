using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Lookups;

/// <summary>Rows of the table <c>Lookup</c> from a parent to its children: partition <c>children|{parent}</c>, row = child. Written before the child says so;
/// so each is a hint, and the child has the last word.</summary>
internal sealed class FamilyBook(BillingStorage storage, AccountRows rows)
{
    /// <summary>How many children one parent can have, so that they can be shown at once.</summary>
    public const int MostChildren = 500;

    private const int AtOnce = 16;

    public async Task JoinAsync(AccountId parent, AccountId child, CancellationToken cancellation) =>
        await storage.Lookup.UpsertEntityAsync(new TableEntity(PartitionOf(parent), child.ToString()), TableUpdateMode.Replace, cancellation);

    /// <summary>Forgets under which parents an account stood.</summary>
    public async Task LeaveAsync(AccountId child, CancellationToken cancellation)
    {
        await foreach (var record in rows.HistoryAsync(child, cancellation))
        {
            foreach (var link in record.Events.OfType<ParentLinked>().Select(linked => linked.Parent).OfType<ParentLink>())
                await storage.Lookup.DeleteEntityAsync(PartitionOf(AccountId.Parse(link.AccountId)), child.ToString(), ETag.All, cancellation);
        }
    }

    /// <summary>The children of an account, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Account>> ChildrenAsync(AccountId parent, CancellationToken cancellation)
    {
        var partition = PartitionOf(parent);
        var known = await storage.Lookup.QueryAsync<TableEntity>(row => row.PartitionKey == partition, select: ["RowKey"], cancellationToken: cancellation).Select(row => row.RowKey).ToListAsync(cancellation);
        var children = new List<Account>();
        foreach (var chunk in known.Chunk(AtOnce))
        {
            var states = await Task.WhenAll(chunk.Select(async child => (await rows.StateAsync(AccountId.Parse(child), cancellation)).Account));
            children.AddRange(states.OfType<Account>().Where(state => state.Parent?.AccountId == parent.ToString()));
        }

        return children;
    }

    private static string PartitionOf(AccountId parent) => $"children|{parent}";
}
