using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Numbers;

/// <summary>The table <c>Numbers</c>: one partition a series. A transaction under the counter's ETag gives a block of numbers to the documents that
/// ask; asking again for a document returns its number, so a crash leaves no gap.</summary>
internal sealed class NumberBook(BillingStorage storage)
{
    // Two rows a document and the counter must fit one transaction of 100.
    private const int BlockSize = 49;
    private const int Attempts = 20;
    private const long MostNumbers = 999_999_999_999;
    private const string CounterKey = "counter";

    // Writers of one process take turns: a rush of payments, each with its receipt, would else spend its attempts on itself.
    private readonly ConcurrentDictionary<NumberSeries, SemaphoreSlim> turns = new();

    public static string NumberKey(long n) => $"n|{n:D12}";

    /// <summary>Numbers for documents: document → number.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReserveAsync(IReadOnlyList<(DocumentToNumber Document, AccountId Account)> wanted, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var series in wanted.GroupBy(document => document.Document.Series))
        {
            var turn = turns.GetOrAdd(series.Key, _ => new SemaphoreSlim(1, 1));
            await turn.WaitAsync(cancellation);
            try
            {
                foreach (var block in series.Chunk(BlockSize))
                    await ReserveBlockAsync(series.Key, block, numbers, cancellation);
            }
            finally
            {
                turn.Release();
            }
        }

        return numbers;
    }

    /// <summary>The series that numbers were given of, in the order of their names: one request for each.</summary>
    public async IAsyncEnumerable<string> SeriesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = "";
        while (true)
        {
            var page = await storage.Numbers.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {last}"), maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellation)
                .AsPages(pageSizeHint: 1).FirstOrDefaultAsync(page => page.Values.Count > 0, cancellation);
            if (page is null)
                yield break;
            yield return last = page.Values[0].PartitionKey;
        }
    }

    /// <summary>The numbers of a series in their order, from the one after a place on.</summary>
    public IAsyncEnumerable<GivenNumber> GivenAsync(string series, long after, CancellationToken cancellation)
    {
        var (from, end) = (NumberKey(after + 1), NumberKey(MostNumbers));
        return storage.Numbers.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {series} and RowKey ge {from} and RowKey le {end}"), cancellationToken: cancellation).Select(Read);
    }

    /// <summary>A number by its series and place.</summary>
    public async Task<GivenNumber?> FindAsync(string series, long n, CancellationToken cancellation) =>
        await storage.Numbers.GetEntityIfExistsAsync<TableEntity>(series, NumberKey(n), cancellationToken: cancellation) is { HasValue: true, Value: { } row } ? Read(row) : null;

    private static GivenNumber Read(TableEntity row) => new(
        long.Parse(row.RowKey.AsSpan(2), CultureInfo.InvariantCulture), row.GetString("Number"), row.GetString("DocumentId"), AccountId.Parse(row.GetString("AccountId")),
        row.GetString("ReservedFor") is { } day ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture) : null, row.Timestamp ?? DateTimeOffset.MaxValue);

    private async Task ReserveBlockAsync(NumberSeries series, (DocumentToNumber Document, AccountId Account)[] block, Dictionary<string, string> numbers, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var counter = await storage.Numbers.GetEntityIfExistsAsync<TableEntity>(series.Name, CounterKey, cancellationToken: cancellation);
            var known = await Task.WhenAll(block.Select(document => FindAsync(series, document.Document.DocumentId, cancellation)));
            foreach (var (document, n) in block.Zip(known).Where(pair => pair.Second is not null))
                numbers[document.Document.DocumentId] = series.Number(n!.Value);

            var unnumbered = block.Zip(known).Where(pair => pair.Second is null).Select(pair => pair.First).DistinctBy(document => document.Document.DocumentId).ToList();
            if (unnumbered.Count == 0)
                return;

            var last = counter.HasValue ? counter.Value!.GetInt64("Last") ?? 0 : 0;
            try
            {
                await storage.Numbers.SubmitTransactionAsync(Block(series, counter.HasValue ? counter.Value!.ETag : null, last, unnumbered), cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412 && attempt < Attempts)
            {
                // Another batch was faster. Waiting a little longer each time keeps many writers from tripping over each other.
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt + Random.Shared.Next(20)), cancellation);
                continue;
            }

            foreach (var (document, index) in unnumbered.Select((document, index) => (document, index)))
                numbers[document.Document.DocumentId] = series.Number(last + 1 + index);
            return;
        }
    }

    private static IEnumerable<TableTransactionAction> Block(NumberSeries series, ETag? counter, long last, List<(DocumentToNumber Document, AccountId Account)> documents)
    {
        var row = new TableEntity(series.Name, CounterKey) { ["Last"] = last + documents.Count };
        yield return counter is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
        foreach (var ((document, account), index) in documents.Select((document, index) => (document, index)))
        {
            var n = last + 1 + index;
            yield return new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(series.Name, NumberKey(n))
            {
                ["DocumentId"] = document.DocumentId,
                ["AccountId"] = account.ToString(),
                ["Number"] = series.Number(n),
                ["ReservedFor"] = $"{document.IssueDate:O}",
            });
            yield return new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(series.Name, $"id|{document.DocumentId}") { ["N"] = n });
        }
    }

    private async Task<long?> FindAsync(NumberSeries series, string documentId, CancellationToken cancellation)
    {
        var row = await storage.Numbers.GetEntityIfExistsAsync<TableEntity>(series.Name, $"id|{documentId}", cancellationToken: cancellation);
        return row.HasValue ? row.Value!.GetInt64("N") : null;
    }
}
