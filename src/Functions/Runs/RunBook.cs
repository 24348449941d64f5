using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Verification;

namespace Billing.Functions.Runs;

/// <summary>A run over everything that is due: of a timer, or of an operator as of a date.</summary>
internal sealed record Run(string RunId, WorkKind Kind, WorkDay Day, IReadOnlyList<string>? Sellers, bool DryRun, string Actor)
{
    /// <summary>The months that a verification goes through, by their first days; nothing for other runs.</summary>
    public MonthSpan? Months { get; init; }
}

/// <summary>Months, from the first through the last, by their first days.</summary>
internal sealed record MonthSpan(DateOnly From, DateOnly To)
{
    /// <summary>Each month's first day.</summary>
    public IEnumerable<DateOnly> Each()
    {
        for (var month = From; month <= To; month = month.AddMonths(1))
            yield return month;
    }
}

/// <summary>What came of one batch of a run.</summary>
/// <param name="Accounts">How many it has.</param>
/// <param name="Committed">How many changed.</param>
/// <param name="Refused">How many could not, by rule.</param>
/// <param name="Failures">What failed, with the reason.</param>
/// <param name="Preview">What would happen, in a dry run.</param>
internal sealed record BatchResult(int Accounts, int Committed, int Refused, IReadOnlyList<string> Failures, IReadOnlyList<PreviewedAccount> Preview)
{
    /// <summary>Nothing yet.</summary>
    public static BatchResult None { get; } = new(0, 0, 0, [], []);

    /// <summary>How many documents a verification held against their files.</summary>
    public int Documents { get; init; }

    /// <summary>How many of them, and of the files, something is wrong with.</summary>
    public int Damaged { get; init; }

    /// <summary>What: the first of them.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; init; } = [];
}

/// <summary>What a dry run found for an account.</summary>
internal sealed record PreviewedAccount(string AccountId, IReadOnlyList<AccountEvent> Events, Refusal? Refusal);

/// <summary>How far a run is.</summary>
internal sealed record RunProgress(Run Run, RunState State, int BatchesLeft, BatchResult Total);

/// <summary>Whether a run is over.</summary>
internal enum RunState
{
    /// <summary>Work is still queued.</summary>
    Running,

    /// <summary>Everything is done.</summary>
    Completed,

    /// <summary>Everything was tried; some accounts failed and are on the poison queue.</summary>
    CompletedWithFailures,
}

/// <summary>The table <c>Runs</c>: one partition a run, a row for each calendar partition it scans and each batch it hands out. A run is over when
/// nothing of it is queued any more.</summary>
internal sealed class RunBook(BillingStorage storage, RowPayload payload)
{
    private const int MostFindings = 1_000;
    private const string HeaderKey = "run";
    private const string Queued = "queued";
    private const string Done = "done";
    private const string GivenUp = "given-up";

    /// <summary>Records that a run has begun; a run that has begun already is left as it is.</summary>
    public async Task BeginAsync(Run run, CancellationToken cancellation)
    {
        var row = await payload.WriteAsync(new TableEntity(run.RunId, HeaderKey) { ["State"] = Queued }, run, cancellation);
        await storage.Runs.AddIfMissingAsync(row, cancellation);
        await storage.Runs.AddIfMissingAsync(new TableEntity($"list|{run.Day.At:yyyy-MM}", $"{DateTimeOffset.MaxValue.Ticks - run.Day.At.Ticks:D19}|{run.RunId}"), cancellation);
    }

    /// <summary>Records that all of a run's scans are queued.</summary>
    public Task AllScansQueuedAsync(Run run, CancellationToken cancellation) => MergeAsync(run.RunId, HeaderKey, Done, cancellation);

    /// <summary>Records that a scan is queued; after its message, since a row without one would stay queued for ever. One that is done already stays so.</summary>
    public Task QueueScanAsync(string runId, DateOnly day, string shard, CancellationToken cancellation) =>
        storage.Runs.AddIfMissingAsync(new TableEntity(runId, ScanKey(day, shard)) { ["State"] = Queued }, cancellation);

    public Task ScanDoneAsync(string runId, DateOnly day, string shard, CancellationToken cancellation) => MergeAsync(runId, ScanKey(day, shard), Done, cancellation);

    /// <summary>Records that a scan was tried too often.</summary>
    public Task ScanGivenUpAsync(string runId, DateOnly day, string shard, CancellationToken cancellation) => MergeAsync(runId, ScanKey(day, shard), GivenUp, cancellation);

    /// <summary>Records that a batch is queued; likewise after its message.</summary>
    public Task QueueBatchAsync(string runId, string batchId, CancellationToken cancellation) =>
        storage.Runs.AddIfMissingAsync(new TableEntity(runId, BatchKey(batchId)) { ["State"] = Queued }, cancellation);

    /// <summary>Records what came of a batch. One that failed stays queued until it is given up.</summary>
    public async Task BatchDoneAsync(string runId, string batchId, BatchResult result, bool givenUp, CancellationToken cancellation)
    {
        var state = result.Failures.Count == 0 ? Done : givenUp ? GivenUp : Queued;
        var row = await payload.WriteAsync(new TableEntity(runId, BatchKey(batchId)) { ["State"] = state }, result, cancellation);
        await storage.Runs.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>How far a run is; null where there is no such run.</summary>
    public async Task<RunProgress?> FindAsync(string runId, CancellationToken cancellation)
    {
        Run? run = null;
        var (queued, batchesLeft, givenUp) = (false, 0, false);
        var total = BatchResult.None;
        await foreach (var row in storage.Runs.QueryAsync<TableEntity>(row => row.PartitionKey == runId, cancellationToken: cancellation))
        {
            var state = row.GetString("State");
            queued |= state == Queued;
            givenUp |= state == GivenUp;
            if (row.RowKey == HeaderKey)
                run = await payload.ReadAsync<Run>(row, cancellation);
            else if (state == GivenUp && row.RowKey.StartsWith("scan|", StringComparison.Ordinal))
                total = Add(total, BatchResult.None with { Failures = [$"{row.RowKey}: it failed too often; its message is in the poison queue of {StorageNames.ScanDueWork}."] });
            else if (row.RowKey.StartsWith("batch|", StringComparison.Ordinal))
            {
                batchesLeft += state == Queued ? 1 : 0;
                if (row.ContainsKey("Json") || row.ContainsKey("Z0") || row.ContainsKey("Blob"))
                    total = Add(total, await payload.ReadAsync<BatchResult>(row, cancellation));
            }
        }

        return run is null ? null : new RunProgress(run, queued ? RunState.Running : givenUp ? RunState.CompletedWithFailures : RunState.Completed, batchesLeft, total);
    }

    /// <summary>The runs of a month, newest first.</summary>
    public async IAsyncEnumerable<string> RunIdsAsync(string month, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = $"list|{month}";
        await foreach (var row in storage.Runs.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Whether a seller's nightly work of a day has been started.</summary>
    public async Task<bool> NightStartedAsync(string sellerId, DateOnly day, CancellationToken cancellation) =>
        (await storage.Runs.GetEntityIfExistsAsync<TableEntity>($"nights|{sellerId}", $"{day:O}", cancellationToken: cancellation)).HasValue;

    public Task NightStartsAsync(string sellerId, DateOnly day, CancellationToken cancellation) =>
        storage.Runs.AddIfMissingAsync(new TableEntity($"nights|{sellerId}", $"{day:O}"), cancellation);

    private async Task MergeAsync(string runId, string rowKey, string state, CancellationToken cancellation) =>
        await storage.Runs.UpsertEntityAsync(new TableEntity(runId, rowKey) { ["State"] = state }, TableUpdateMode.Merge, cancellation);

    // An account with entries on several days is in several batches; the real run changes it once, and so it is shown once.
    private static BatchResult Add(BatchResult a, BatchResult b) =>
        new(a.Accounts + b.Accounts, a.Committed + b.Committed, a.Refused + b.Refused, [.. a.Failures, .. b.Failures], [.. a.Preview.UnionBy(b.Preview, account => account.AccountId)])
        {
            Documents = a.Documents + b.Documents,
            Damaged = a.Damaged + b.Damaged,
            Findings = [.. a.Findings.Concat(b.Findings).Take(MostFindings)],
        };

    private static string ScanKey(DateOnly day, string shard) => $"scan|{day:O}|{shard}";

    private static string BatchKey(string batchId) => $"batch|{batchId}";
}
