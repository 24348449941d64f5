using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Journal;

namespace Billing.Functions.Reports;

/// <summary>Reads what a report or a snapshot is made from: the accounts' states first, then the last snapshot that fits and the journal since.</summary>
internal sealed class JournalReader(AccountRows rows, JournalBook journal, SnapshotBook snapshots, TimeProvider clock)
{
    /// <summary>Reads what is posted and known at a moment, and all that came later, which the states know as well.</summary>
    /// <param name="sellerId">Whose books.</param>
    /// <param name="firstDay">The first day whose lines are needed one by one; a snapshot of an earlier day can stand for all before it.</param>
    /// <param name="knownAt">A snapshot that was known later does not fit.</param>
    /// <param name="ledgerAccounts">The ledger accounts that are needed beside receivables and customer credit; none where all are.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<JournalSource> ReadAsync(string sellerId, DateOnly firstDay, DateTimeOffset knownAt, IReadOnlyList<string> ledgerAccounts, CancellationToken cancellation)
    {
        var source = new JournalSource(rows, snapshots, clock.GetUtcNow(), await snapshots.LastAsync(sellerId, firstDay, knownAt, cancellation));
        try
        {
            await foreach (var state in rows.ControlsAsync(sellerId, cancellation))
                source.Add(state);
            IReadOnlyList<string> accounts = ledgerAccounts.Count == 0 ? [] : [.. ledgerAccounts.Union([ChartOfAccounts.Receivables, ChartOfAccounts.CustomerCredit])];
            var since = source.Snapshot?.Moment;
            await foreach (var line in journal.LinesAsync(sellerId, since?.AsOf.AddDays(1) ?? DateOnly.MinValue, accounts, cancellation))
                source.Add(line);
            if (since is not null)
                await AddLateAsync(source, sellerId, since, cancellation);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    // What became known after the snapshot and is posted on its day or before.
    private async Task AddLateAsync(JournalSource source, string sellerId, ReportMoment since, CancellationToken cancellation)
    {
        await foreach (var line in journal.LateLinesAsync(sellerId, since.KnownAt, cancellation))
        {
            if (line.PostingDate <= since.AsOf && line.RecordedAt > since.KnownAt)
                source.Add(line);
        }
    }
}
