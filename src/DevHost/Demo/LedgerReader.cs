using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.DevHost.Demo;

/// <summary>Reads what the app has stored, by the app's own readers.</summary>
internal sealed class LedgerReader(IServiceProvider app)
{
    private readonly BillingStorage storage = app.GetRequiredService<BillingStorage>();
    private readonly AccountRows rows = app.GetRequiredService<AccountRows>();

    /// <summary>The accounts, by their snapshots.</summary>
    public async IAsyncEnumerable<(AccountId Account, Account State)> AccountsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(row => row.RowKey == AccountRows.StateKey, select: ["PartitionKey"], cancellationToken: cancel))
        {
            var account = AccountId.Parse(row.PartitionKey);
            yield return (account, (await rows.StateAsync(account, cancel)).Account!);
        }
    }

    /// <summary>The numbers of all series, in order, with the documents that have them.</summary>
    public async IAsyncEnumerable<(string Series, long N, AccountId Account, string DocumentId)> NumbersAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in storage.Numbers.QueryAsync<TableEntity>(cancellationToken: cancel))
        {
            if (row.RowKey.StartsWith("n|", StringComparison.Ordinal))
                yield return (row.PartitionKey, long.Parse(row.RowKey.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture), AccountId.Parse(row.GetString("AccountId")), row.GetString("DocumentId"));
        }
    }

    /// <summary>The documents numbered since the last call.</summary>
    public async IAsyncEnumerable<(AccountId Account, IssuedDocument Document)> NewDocumentsAsync(Dictionary<string, long> lastNumberOf, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var series in await NumbersAsync(cancel).GroupBy(number => number.Series).ToListAsync(cancel))
        {
            foreach (var number in series.Where(number => number.N > lastNumberOf.GetValueOrDefault(series.Key)))
            {
                lastNumberOf[series.Key] = number.N;
                if (await DocumentAsync(number.Account, number.DocumentId, cancel) is { } document)
                    yield return (number.Account, document);
            }
        }
    }

    public Task<IssuedDocument?> DocumentAsync(AccountId account, string documentId, CancellationToken cancel) =>
        rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancel);

    /// <summary>What is open of an invoice.</summary>
    public async Task<Money?> OpenBalanceAsync(AccountId account, string documentId, CancellationToken cancel) =>
        (await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(documentId), cancel) as InvoiceItem)?.Balance;
}
