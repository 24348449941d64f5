using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports.Exceptions;

/// <summary>Where the journal is not what the accounts' states say: versions that it lacks, and accounts whose lines sum up to something else.</summary>
internal sealed class JournalExceptions(JournalReader reader)
{
    private const int MostMissingVersions = 50_000;
    private static readonly ReportKind Kind = new("exceptions", "What is not as it should be.", false, [ChartOfAccounts.Receivables, ChartOfAccounts.CustomerCredit], _ => new NoFigures());

    /// <returns>What was found, and the instant up to which all is seen.</returns>
    public async Task<(IReadOnlyList<ReportedException> Found, DateTimeOffset CompleteTo)> FindAsync(SellerConfiguration settings, DateTimeOffset now, CancellationToken cancellation)
    {
        var (sellerId, today) = (settings.Seller.SellerId, settings.DateAt(now));
        var question = new ReportQuestion(Kind, sellerId, today, new ReportMoment(today, now));
        using var source = await reader.ReadAsync(sellerId, question.FirstDay, question.Moment.KnownAt, Kind.Reads, cancellation);
        var (run, missing, found) = (new ReportRun(question, source.CompleteTo), 0, new List<ReportedException>());
        using var rows = new RowSpool(run.Tables);
        for (var shard = 0; shard < source.Shards; shard++)
        {
            run.BeginShard(source.States(shard));
            await foreach (var line in source.LinesAsync(shard, cancellation))
                run.Add(line);
            foreach (var (account, versions) in run.Behind().ToList())
            {
                // With so many missing nothing else is told of the books: they would all differ.
                if ((missing += versions.Count) > MostMissingVersions)
                    return ([new ReportedException(ReportedException.JournalStandsStill, sellerId, null, $"The journal lacks more than {MostMissingVersions} versions of accounts. See whether the queue {StorageNames.AppendJournal} is worked on.")], source.CompleteTo);
                if (await GapAsync(source, account, versions, run, settings, cancellation) is { } gap)
                    found.Add(gap);
            }

            run.EndShard(rows);
        }

        var differing = run.End(rows).Differences.Select(known => new ReportedException(ReportedException.AccountAndJournalDiffer, known.AccountId, null,
            $"{known.AccountId}: {known.Text}. Compare its events with its lines of the journal; appending a version again writes the lines that it must have."));
        return ([.. found, .. differing], source.CompleteTo);
    }

    // What was recorded just now is on its way, and no gap.
    private static async Task<ReportedException?> GapAsync(JournalSource source, string account, IReadOnlyList<long> versions, ReportRun run, SellerConfiguration settings, CancellationToken cancellation)
    {
        var late = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var line in source.MissingAsync(account, versions, cancellation))
        {
            run.Add(line);
            if (line.RecordedAt <= source.CompleteTo)
                late[line.Version] = line.RecordedAt;
        }

        return late.Count == 0 ? null : new ReportedException(ReportedException.JournalGap, account, settings.DateAt(late.Values.Min()),
            $"The journal lacks version {late.Keys.First().TrimStart('0')}{(late.Count > 1 ? $" and {late.Count - 1} more" : "")} of {account}. Replay the poison messages of {StorageNames.AppendJournal}.");
    }

    private sealed class NoFigures() : ReportFold
    {
        public override void Add(PostedLine line)
        {
        }

        public override IEnumerable<ReportTie> Ties() => [];
    }
}
