using System.Globalization;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Journal;

/// <summary>A line of the books as it is stored.</summary>
/// <param name="SellerId">Whose books.</param>
/// <param name="Source">The account or payment it comes from.</param>
/// <param name="Version">The account's version, or the fact's key.</param>
/// <param name="LineNo">Within the version.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="LedgerAccount">An account of the chart; empty on the line of a version that posts nothing.</param>
/// <param name="Amount">Above 0 is a debit.</param>
/// <param name="DocumentId">The invoice it is about, or empty.</param>
/// <param name="DueDate">The invoice's due date, on receivable lines.</param>
/// <param name="Text">What it is about.</param>
internal sealed record JournalRow(
    string SellerId, string Source, string Version, int LineNo, DateOnly PostingDate, DateTimeOffset RecordedAt, string LedgerAccount, Money Amount, string DocumentId, DateOnly? DueDate, string Text)
{
    /// <summary>The invoice's number, on the receivable line that opens it.</summary>
    public string Number { get; init; } = "";

    /// <summary>The invoice's date, on the receivable line that opens it.</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>The payment or other credit it is about, on lines of customer credit and suspense.</summary>
    public string CreditId { get; init; } = "";

    /// <summary>The event or fact that posted it, by its name.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The number of the document that posts it or that it is about.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Why, where the event gives a reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How it is taxed, on lines of tax and of the income that is its base.</summary>
    public PostedTax? Tax { get; init; }

    /// <summary>The line as reports read it.</summary>
    public PostedLine ToLine() => new(Source, Version, LineNo, PostingDate, RecordedAt, LedgerAccount, Amount)
    {
        DocumentId = DocumentId,
        DueDate = DueDate,
        Number = Number,
        IssueDate = IssueDate,
        CreditId = CreditId,
        Cause = Cause,
        Reference = Reference,
        Reason = Reason,
        Tax = Tax,
        Text = Text,
    };
}

/// <summary>The table <c>Journal</c>: partition <c>{seller}|{posting date}|{shard}</c>, row <c>{source}|{version}|{line}</c>. Appending again writes the same
/// rows. A version that posts nothing has a line too, so that a gap in the versions shows. Partition <c>{seller}|late|{month of recording}|{shard}</c> repeats
/// the lines that are posted in an earlier month, and <c>{seller}|arrived|{month of appending}|{shard}</c> those that arrive when the month that they are posted in
/// can have been exported.</summary>
internal sealed class JournalBook(BillingStorage storage, TimeProvider clock)
{
    private const int RowsPerTransaction = 100;
    private const int TransactionsAtOnce = 8;

    /// <summary>The rows of the entries of one version of an account or payment.</summary>
    public static IEnumerable<JournalRow> Rows(string sellerId, string source, string version, DateTimeOffset recordedAt, DateOnly today, Currency currency, IEnumerable<JournalEntry> entries)
    {
        var lineNo = 0;
        foreach (var entry in entries)
        {
            foreach (var line in entry.Lines)
                yield return new JournalRow(sellerId, source, version, ++lineNo, entry.PostingDate, recordedAt, line.Account, line.Amount, line.DocumentId ?? "", line.DueDate, entry.Text) { Number = line.Number, IssueDate = line.IssueDate, CreditId = line.CreditId, Cause = entry.Cause, Reference = entry.Reference, Reason = entry.Reason, Tax = line.Tax };
        }

        if (lineNo == 0)
            yield return new JournalRow(sellerId, source, version, 0, today, recordedAt, "", Money.Zero(currency), "", null, "");
    }

    /// <summary>The rows of all that a command recorded.</summary>
    public static IEnumerable<JournalRow> Rows(AccountId account, CommandRecord record) =>
        Rows(account.Seller, account.ToString(), $"{record.Version:D10}", record.At, record.Today, account.Currency, record.Events.SelectMany(AccountPosting.Post));

    /// <summary>Names a row of a seller; ordinally ordered as the journal is read.</summary>
    public static string KeyOf(JournalRow row) => $"{PartitionOf(row)}|{RowKeyOf(row)}";

    /// <summary>Comes before the keys of a day's rows, and after those of the days before.</summary>
    public static string FirstKeyOf(string sellerId, DateOnly day) => $"{sellerId}|{day:O}";

    /// <summary>Writes rows. What is recorded in a later month than it is posted in is written to the partition of its month of recording as well, first:
    /// who starts with a snapshot of a month finds there what it lacks. And what arrives in a later month, to that of its arrival: who starts with an export of a
    /// month finds there what that did not see.</summary>
    public async Task AppendAsync(IEnumerable<JournalRow> rows, CancellationToken cancellation)
    {
        var (all, now) = (rows.ToList(), clock.GetUtcNow());
        await WriteAsync(all.Where(IsLate), LatePartitionOf, DatedRowKeyOf, cancellation);
        await WriteAsync(all.Where(row => row.LedgerAccount.Length > 0 && JournalArrival.IsLate(row.PostingDate, now)), row => ArrivalPartition(row.SellerId, JournalArrival.MonthOf(now), Keys.Shard(row.Source)), DatedRowKeyOf, cancellation);
        await WriteAsync(all, PartitionOf, RowKeyOf, cancellation);
    }

    // Days and shards are partitions of their own: an invoice of a year that is earned by the month has one for each.
    private Task WriteAsync(IEnumerable<JournalRow> rows, Func<JournalRow, string> partitionOf, Func<JournalRow, string> rowKeyOf, CancellationToken cancellation)
    {
        var chunks = rows.GroupBy(partitionOf).SelectMany(partition => partition.Select(row => Write(partition.Key, rowKeyOf(row), row)).Chunk(RowsPerTransaction));
        return Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = TransactionsAtOnce, CancellationToken = cancellation }, async (chunk, stop) =>
        {
            if (chunk is [var row])
                await storage.Journal.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
            else
                await storage.Journal.SubmitTransactionAsync(chunk.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)), stop);
        });
    }

    /// <summary>The posted lines of a seller by posting date, the first and the last included.</summary>
    public async IAsyncEnumerable<JournalRow> ReadAsync(string sellerId, DateOnly from, DateOnly through, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, end) = ($"{sellerId}|{from:O}", $"{sellerId}|{through:O}~");
        await foreach (var row in storage.Journal.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}"), cancellationToken: cancellation))
        {
            if (row.GetString("Account").Length > 0)
                yield return Read(sellerId, row);
        }
    }

    /// <summary>The lines of a seller for a report, in no order that matters: those of some ledger accounts, and of every version one, so that a gap shows.</summary>
    /// <param name="sellerId">Whose books.</param>
    /// <param name="from">The first posting date; there is no last.</param>
    /// <param name="accounts">The ledger accounts, one that ends with a colon meaning all that start so; none where all are wanted.</param>
    /// <param name="cancellation">Stops it.</param>
    public async IAsyncEnumerable<PostedLine> LinesAsync(string sellerId, DateOnly from, IReadOnlyList<string> accounts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, end) = ($"{sellerId}|{from:O}", $"{sellerId}|{DateOnly.MaxValue:O}~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}") + AccountFilter(accounts);
        await foreach (var row in storage.Journal.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return Read(sellerId, row).ToLine();
    }

    /// <summary>The lines that were recorded in a later month (UTC) than they are posted in, from the month of an instant on.</summary>
    public async IAsyncEnumerable<PostedLine> LateLinesAsync(string sellerId, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, end) = ($"{sellerId}|late|{since.UtcDateTime:yyyy-MM}", $"{sellerId}|late|~");
        await foreach (var row in storage.Journal.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}"), cancellationToken: cancellation))
            yield return Read(sellerId, row).ToLine();
    }

    /// <summary>The posted lines of a seller that arrived when the month they are posted in could have been exported, in the order of <see cref="KeyOf"/>; each once,
    /// however often it was appended.</summary>
    /// <param name="sellerId">Whose books.</param>
    /// <param name="since">The first month of arrival, by its first day.</param>
    /// <param name="from">The first posting date.</param>
    /// <param name="before">The posting date that follows the last.</param>
    /// <param name="cancellation">Stops it.</param>
    public async IAsyncEnumerable<JournalRow> ArrivedAsync(string sellerId, DateOnly since, DateOnly from, DateOnly before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // Each partition has the journal's order of its shard, so they are read side by side.
        var next = new PriorityQueue<IAsyncEnumerator<TableEntity>, string>(StringComparer.Ordinal);
        try
        {
            for (var month = since; month <= JournalArrival.MonthOf(clock.GetUtcNow()); month = month.AddMonths(1))
            {
                for (var shard = 0; shard < Keys.Shards; shard++)
                {
                    var partition = ArrivalPartition(sellerId, month, Keys.ShardName(shard));
                    var (first, end) = ($"{from:O}", $"{before:O}");
                    await AdvanceAsync(storage.Journal.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}"), cancellationToken: cancellation).GetAsyncEnumerator(cancellation));
                }
            }

            for (var last = ""; next.TryDequeue(out var rows, out var key); last = key)
            {
                var row = Read(sellerId, rows.Current);
                await AdvanceAsync(rows);
                if (key != last)
                    yield return row;
            }
        }
        finally
        {
            foreach (var (rows, _) in next.UnorderedItems)
                await rows.DisposeAsync();
        }

        async Task AdvanceAsync(IAsyncEnumerator<TableEntity> rows)
        {
            if (await rows.MoveNextAsync())
                next.Enqueue(rows, KeyOf(Read(sellerId, rows.Current)));
            else
                await rows.DisposeAsync();
        }
    }

    // A filter takes 15 comparisons; with more names all lines are read.
    private static string AccountFilter(IReadOnlyList<string> accounts)
    {
        const int MostNames = 6;
        return accounts.Count is 0 or > MostNames ? "" : $" and ({string.Join(" or ", accounts.Select(Condition).Append("LineNo le 1"))})";

        static string Condition(string name) => name.EndsWith(':')
            ? TableClient.CreateQueryFilter($"(Account ge {name} and Account lt {name[..^1] + ';'})")
            : TableClient.CreateQueryFilter($"Account eq {name}");
    }

    private static string PartitionOf(JournalRow row) => $"{row.SellerId}|{row.PostingDate:O}|{Keys.Shard(row.Source)}";

    private static string LatePartitionOf(JournalRow row) => $"{row.SellerId}|late|{row.RecordedAt.UtcDateTime:yyyy-MM}|{Keys.Shard(row.Source)}";

    private static string ArrivalPartition(string sellerId, DateOnly month, string shard) => string.Create(CultureInfo.InvariantCulture, $"{sellerId}|arrived|{month:yyyy-MM}|{shard}");

    private static string DatedRowKeyOf(JournalRow row) => $"{row.PostingDate:O}|{RowKeyOf(row)}";

    private static string RowKeyOf(JournalRow row) => $"{Keys.Safe(row.Source)}|{Keys.Safe(row.Version)}|{row.LineNo:D4}";

    private static bool IsLate(JournalRow row) => (row.PostingDate.Year, row.PostingDate.Month).CompareTo((row.RecordedAt.UtcDateTime.Year, row.RecordedAt.UtcDateTime.Month)) < 0;

    private static TableEntity Write(string partition, string rowKey, JournalRow row) => new(partition, rowKey)
    {
        ["Source"] = row.Source,
        ["Version"] = row.Version,
        ["LineNo"] = row.LineNo,
        ["PostingDate"] = $"{row.PostingDate:O}",
        ["RecordedAt"] = row.RecordedAt,
        ["Account"] = row.LedgerAccount,
        ["Amount"] = row.Amount.ToString(),
        ["DocumentId"] = row.DocumentId,
        ["DueDate"] = row.DueDate is { } due ? $"{due:O}" : null,
        ["Text"] = row.Text,
        ["Number"] = row.Number.Length == 0 ? null : row.Number,
        ["IssueDate"] = row.IssueDate is { } issued ? $"{issued:O}" : null,
        ["CreditId"] = row.CreditId.Length == 0 ? null : row.CreditId,
        ["Cause"] = row.Cause,
        ["Reference"] = row.Reference.Length == 0 ? null : row.Reference,
        ["Reason"] = row.Reason.Length == 0 ? null : row.Reason,
        ["TaxTreatment"] = row.Tax?.Treatment.ToString(),
        ["TaxRate"] = row.Tax?.Rate.ToString(CultureInfo.InvariantCulture),
        ["TaxJurisdiction"] = row.Tax?.Jurisdiction,
    };

    private static JournalRow Read(string sellerId, TableEntity row) => new(
        sellerId, row.GetString("Source"), row.GetString("Version"), row.GetInt32("LineNo") ?? 0, Date(row.GetString("PostingDate")), row.GetDateTimeOffset("RecordedAt") ?? default,
        row.GetString("Account"), Money.Parse(row.GetString("Amount")), row.GetString("DocumentId"), row.GetString("DueDate") is { } due ? Date(due) : null, row.GetString("Text"))
    {
        Number = row.GetString("Number") ?? "",
        IssueDate = row.GetString("IssueDate") is { } issued ? Date(issued) : null,
        CreditId = row.GetString("CreditId") ?? "",
        Cause = row.GetString("Cause") ?? "",
        Reference = row.GetString("Reference") ?? "",
        Reason = row.GetString("Reason") ?? "",
        Tax = row.GetString("TaxTreatment") is { } treatment ? new PostedTax(Enum.Parse<TaxTreatment>(treatment), decimal.Parse(row.GetString("TaxRate"), CultureInfo.InvariantCulture), row.GetString("TaxJurisdiction")) : null,
    };

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
