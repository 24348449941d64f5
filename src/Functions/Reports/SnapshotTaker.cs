using Billing.Domain;

namespace Billing.Functions.Reports;

/// <summary>Takes snapshots of a seller's books, each from the one before and the journal since.</summary>
internal sealed class SnapshotTaker(JournalReader reader, SnapshotBook snapshots)
{
    /// <summary>Takes the snapshot of a day. Its instant is that up to which all is complete, which must be in a later month (UTC): the journal keeps what is
    /// recorded in another month than it is posted in for whoever starts with a snapshot.</summary>
    /// <exception cref="ReportDoesNotTieException">An account does not tie to its state.</exception>
    /// <exception cref="ReportNotCompleteException">The journal lacks what was recorded by the snapshot's instant.</exception>
    public async Task<Snapshot> TakeAsync(string sellerId, DateOnly day, CancellationToken cancellation)
    {
        using var source = await reader.ReadAsync(sellerId, day, DateTimeOffset.MaxValue, [], cancellation);
        var moment = new ReportMoment(day, source.CompleteTo);
        if ((moment.KnownAt.UtcDateTime.Year, moment.KnownAt.UtcDateTime.Month).CompareTo((day.Year, day.Month)) <= 0)
            throw new InvalidOperationException($"A snapshot of {day:O} cannot be taken before the month has ended.");
        var (run, snapshot) = (new SnapshotRun(moment, source.CompleteTo), new Snapshot(sellerId, moment));
        for (var shard = 0; shard < source.Shards; shard++)
        {
            run.BeginShard(source.States(shard));
            await foreach (var line in source.LinesAsync(shard, cancellation))
                run.Add(line);
            foreach (var (account, versions) in run.Behind().ToList())
            {
                await foreach (var line in source.MissingAsync(account, versions, cancellation))
                {
                    // Accounts could be completed from their events. What payments post comes by the same queue, and nothing would show that it is not there yet.
                    if (line.RecordedAt <= moment.KnownAt)
                        throw new ReportNotCompleteException($"The journal lacks a version of {account} that was recorded at {line.RecordedAt:O}; a snapshot is taken when it has come.");
                    run.Add(line);
                }
            }

            foreach (var (account, document) in run.Undescribed().ToList())
                run.Describe(await source.DescribeAsync(account, document, cancellation));
            await using var stream = await snapshots.WriteShardAsync(snapshot, shard, cancellation);
            await SnapshotFile.WriteAsync(stream, run.EndShard(), cancellation);
        }

        if (run.End() is { Ties: false } broken)
            throw new ReportDoesNotTieException(broken);
        await snapshots.FinishAsync(snapshot, cancellation);
        return snapshot;
    }
}
