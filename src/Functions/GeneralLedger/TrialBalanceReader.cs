using Billing.Domain;
using Billing.Functions.Journal;
using Billing.Functions.Reports;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Reads the trial balance of any days, as it was known at any moment: from the last month-end snapshot that fits and the journal since, or from the whole
/// journal where there is none.</summary>
internal sealed class TrialBalanceReader(JournalBook journal, SnapshotBook snapshots)
{
    /// <summary>The balances before the first day, what was posted through the last, and the balances then.</summary>
    /// <exception cref="UnbalancedBooksException">The journal does not balance.</exception>
    public async Task<TrialBalance> ReadAsync(string sellerId, DateOnly from, DateOnly through, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        var balances = new TrialBalanceFold();
        var start = await snapshots.LastAsync(sellerId, from, knownAt, cancellation);
        if (start is not null)
            await OpenAsync(balances, start, knownAt, cancellation);
        await foreach (var row in journal.ReadAsync(sellerId, start?.Moment.AsOf.AddDays(1) ?? DateOnly.MinValue, through, cancellation))
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

    // What the snapshot carries forward, and what became known after it and is posted on its day or before.
    private async Task OpenAsync(TrialBalanceFold balances, Snapshot start, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        for (var shard = 0; shard < Keys.Shards; shard++)
        {
            await foreach (var line in snapshots.ReadShardAsync(start, shard, cancellation))
                Open(line);
        }

        await foreach (var line in journal.LateLinesAsync(start.SellerId, start.Moment.KnownAt, cancellation))
        {
            if (line.PostingDate <= start.Moment.AsOf && line.RecordedAt > start.Moment.KnownAt && line.RecordedAt <= knownAt)
                Open(line);
        }

        void Open(PostedLine line)
        {
            if (line.LedgerAccount.Length > 0)
                balances.Open(line.LedgerAccount, line.Amount);
        }
    }
}
