using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Journal;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports;

/// <summary>The lines of a seller's journal, as they were read from storage: what came since the snapshot is on disk, the snapshot is streamed; versions that
/// the journal lacks come from their events.</summary>
internal sealed class JournalSource(AccountRows rows, SnapshotBook snapshots, DateTimeOffset readAt, Snapshot? snapshot) : IReportSource, IDisposable
{
    // What was being committed when the states were read: no command is committed later than 4 minutes after its read, and clocks differ a little.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    private const int AccountsAtOnce = 16;

    private readonly List<AccountControl>[] states = [.. Enumerable.Range(0, Keys.Shards).Select(_ => new List<AccountControl>())];
    private readonly LineSpool lines = new(Keys.Shards, Keys.ShardNo);

    public DateTimeOffset CompleteTo { get; } = readAt - OnItsWay;

    public int Shards => Keys.Shards;

    /// <summary>What it starts with, if anything.</summary>
    public Snapshot? Snapshot => snapshot;

    public IReadOnlyList<AccountControl> States(int shard) => states[shard];

    public void Add(AccountControl state) => states[Keys.ShardNo(state.AccountId)].Add(state);

    public void Add(PostedLine line) => lines.Add(line);

    public async IAsyncEnumerable<PostedLine> LinesAsync(int shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (snapshot is not null)
        {
            await foreach (var line in snapshots.ReadShardAsync(snapshot, shard, cancellation))
                yield return line;
        }

        foreach (var line in lines.Read(shard))
            yield return line;
    }

    public async IAsyncEnumerable<KnownEvents> EventsAsync(int shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var few in states[shard].Chunk(AccountsAtOnce))
        {
            foreach (var recorded in (await Task.WhenAll(few.Select(state => EventsAsync(state, cancellation)))).SelectMany(history => history))
                yield return recorded;
        }
    }

    public async IAsyncEnumerable<PostedLine> MissingAsync(string accountId, IReadOnlyList<long> versions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var version in versions)
        {
            var account = AccountId.Parse(accountId);
            foreach (var row in JournalBook.Rows(account, await rows.RecordAsync(account, version, cancellation)))
                yield return row.ToLine();
        }
    }

    public async Task<PostedLine> DescribeAsync(string accountId, string documentId, CancellationToken cancellation)
    {
        var account = AccountId.Parse(accountId);
        var item = await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(documentId), cancellation) as InvoiceItem
            ?? throw new InvalidOperationException($"Account {accountId} has no invoice {documentId}, which its journal names.");
        return new PostedLine(accountId, "", 0, item.IssueDate, default, ChartOfAccounts.Receivables, Money.Zero(account.Currency)) { DocumentId = documentId, Number = item.Number, IssueDate = item.IssueDate, DueDate = item.DueDate };
    }

    public void Dispose() => lines.Dispose();

    private async Task<IReadOnlyList<KnownEvents>> EventsAsync(AccountControl state, CancellationToken cancellation)
    {
        var history = await rows.HistoryAsync(AccountId.Parse(state.AccountId), cancellation).TakeWhile(record => record.Version <= state.Version)
            .Select(record => new KnownEvents(state.AccountId, record.Version, record.At, record.Today, record.Events)).ToListAsync(cancellation);
        return history.Count == state.Version ? history : throw new InvalidOperationException($"Account {state.AccountId} has {history.Count} of {state.Version} versions; its history is not whole.");
    }
}
