using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Journal;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports;

/// <summary>The lines of a seller's journal, from storage. The states are read first and then the journal, once, to disk; versions that it lacks come from
/// their events.</summary>
internal sealed class JournalSource : IReportSource, IDisposable
{
    // What was being committed when the states were read: no command is committed later than 4 minutes after its read, and clocks differ a little.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    private readonly AccountRows rows;
    private readonly List<AccountControl>[] states = [.. Enumerable.Range(0, Keys.Shards).Select(_ => new List<AccountControl>())];
    private readonly LineSpool lines = new();

    private JournalSource(AccountRows rows, DateTimeOffset readAt) => (this.rows, CompleteTo) = (rows, readAt - OnItsWay);

    public DateTimeOffset CompleteTo { get; }

    public int Shards => Keys.Shards;

    /// <summary>Reads what a question needs.</summary>
    public static async Task<JournalSource> ReadAsync(ReportQuestion question, AccountRows rows, JournalBook journal, DateTimeOffset now, CancellationToken cancellation)
    {
        var source = new JournalSource(rows, now);
        try
        {
            await foreach (var state in rows.ControlsAsync(question.SellerId, cancellation))
                source.states[Keys.ShardNo(state.AccountId)].Add(state);
            IReadOnlyList<string> accounts = [.. question.Kind.Reads.Union([ChartOfAccounts.Receivables, ChartOfAccounts.CustomerCredit])];
            await foreach (var line in journal.LinesAsync(question.SellerId, DateOnly.MinValue, accounts, cancellation))
                source.lines.Add(line);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public IReadOnlyList<AccountControl> States(int shard) => states[shard];

    public IAsyncEnumerable<PostedLine> LinesAsync(int shard, CancellationToken cancellation) => lines.Read(shard).ToAsyncEnumerable();

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
}
