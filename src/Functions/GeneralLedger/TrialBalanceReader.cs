using Billing.Domain;
using Billing.Functions.Journal;

namespace Billing.Functions.GeneralLedger;

/// <summary>Reads the trial balance of any days, as it was known at any moment, from the journal.</summary>
internal sealed class TrialBalanceReader(JournalBook journal)
{
    /// <summary>The balances before the first day, what was posted through the last, and the balances then.</summary>
    /// <exception cref="UnbalancedBooksException">The journal does not balance.</exception>
    public async Task<TrialBalance> ReadAsync(string sellerId, DateOnly from, DateOnly through, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        var balances = new TrialBalanceFold();
        await foreach (var row in journal.ReadAsync(sellerId, DateOnly.MinValue, through, cancellation))
        {
            if (row.RecordedAt > knownAt)
                continue;
            if (row.PostingDate < from)
                balances.Open(row.LedgerAccount, row.Amount);
            else
                balances.Move(row.LedgerAccount, row.Amount);
        }

        return balances.Result();
    }
}
