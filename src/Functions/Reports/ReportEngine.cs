using Billing.Domain;

namespace Billing.Functions.Reports;

/// <summary>Makes a report from its source, one shard after the other.</summary>
internal static class ReportEngine
{
    /// <summary>More than this is no lag but a journal that stands still.</summary>
    private const int MostMissingVersions = 50_000;

    /// <summary>Makes the report; whoever asked for it disposes it when it was written.</summary>
    /// <exception cref="ReportDoesNotTieException">It does not tie.</exception>
    /// <exception cref="ReportNotCompleteException">The journal is too far behind.</exception>
    public static async Task<OpenReport> RunAsync(ReportQuestion question, IReportSource source, CancellationToken cancellation)
    {
        var (run, missing) = (new ReportRun(question, source.CompleteTo), 0);
        var rows = new RowSpool(run.Tables);
        try
        {
            for (var shard = 0; shard < source.Shards; shard++)
            {
                run.BeginShard(source.States(shard));
                if (question.Kind.ReadsEvents)
                {
                    await foreach (var recorded in source.EventsAsync(shard, cancellation))
                        run.Add(recorded);
                }

                await foreach (var line in source.LinesAsync(shard, cancellation))
                    run.Add(line);
                foreach (var (account, versions) in run.Behind().ToList())
                {
                    if ((missing += versions.Count) > MostMissingVersions)
                        throw new ReportNotCompleteException($"The journal lacks more than {MostMissingVersions} versions of accounts; see whether its queue is worked on.");
                    await foreach (var line in source.MissingAsync(account, versions, cancellation))
                        run.Add(line);
                }

                foreach (var (account, document) in run.Undescribed().ToList())
                    run.Describe(await source.DescribeAsync(account, document, cancellation));
                run.EndShard(rows);
                rows.EndRun();
            }

            var outcome = run.End(rows);
            return outcome.Ties ? new OpenReport(run.Report(rows.Tables(), outcome), rows) : throw new ReportDoesNotTieException(outcome);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }
}

/// <summary>A report whose rows are read from disk.</summary>
internal sealed record OpenReport(Report Report, RowSpool Rows) : IDisposable
{
    public void Dispose() => Rows.Dispose();
}

/// <summary>A report does not tie to the accounts' states, so it gives no numbers.</summary>
internal sealed class ReportDoesNotTieException(ReportOutcome outcome) : Exception(TextOf(outcome))
{
    public const string Code = "report-does-not-tie";

    /// <summary>The accounts that differ.</summary>
    public IReadOnlyList<ControlDifference> Differences { get; } = outcome.Differences;

    private static string TextOf(ReportOutcome outcome)
    {
        var accounts = outcome.Differences is [var first, ..] ? $"{outcome.Differences.Count} accounts differ, the first is {first.AccountId}: {first.Text}" : "no account differs";
        return $"The report does not tie: {string.Join("; ", outcome.Broken.Append(accounts))}.";
    }
}

/// <summary>The journal is so far behind that a report would have to read the events instead.</summary>
internal sealed class ReportNotCompleteException(string why) : Exception(why)
{
    public const string Code = "report-not-complete";
}
