using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.Index;

/// <summary>What a list asks for.</summary>
/// <param name="SellerId">Whose.</param>
/// <param name="Noun">One of <see cref="IndexPartitions"/>.</param>
/// <param name="From">The first day, where the list is in order of days.</param>
/// <param name="To">The last day.</param>
/// <param name="Filter">A further OData filter.</param>
/// <param name="Shard">The only shard to look in, where it is known.</param>
/// <param name="Limit">How many rows at most.</param>
/// <param name="After">The place that the page before ended at.</param>
internal sealed record IndexQuery(string SellerId, string Noun, DateOnly? From, DateOnly? To, string? Filter, string? Shard, int Limit, string? After);

/// <summary>Reads lists from the table <c>Index</c>: month by month, in each the shards merged by row key, so that a page is in order and goes on where the one
/// before ended, whatever was added meanwhile.</summary>
internal sealed class IndexList(BillingStorage storage, RowPayload payload)
{
    /// <summary>The rows of a page, and the place it ends at; no place where nothing follows.</summary>
    public async Task<(IReadOnlyList<T> Entries, string? EndsAt)> ReadAsync<T>(IndexQuery query, CancellationToken cancellation)
    {
        var (afterMonth, afterKey) = query.After?.Split('\n') is [var month, var key] ? (month, key) : ("", "");
        var rows = new List<(string Month, TableEntity Row)>();
        foreach (var next in (await MonthsAsync(query, cancellation)).Where(next => string.CompareOrdinal(next, afterMonth) >= 0))
        {
            var wanted = query.Limit + 1 - rows.Count;
            var merged = await MonthAsync(query, next, next == afterMonth ? afterKey : "", wanted, cancellation);
            rows.AddRange(merged.Select(row => (next, row)));
            if (rows.Count > query.Limit)
                break;
        }

        var page = rows.Take(query.Limit).ToList();
        var entries = new List<T>();
        foreach (var (_, row) in page)
            entries.Add(await payload.ReadAsync<T>(row, cancellation));
        return (entries, rows.Count > query.Limit ? $"{page[^1].Month}\n{page[^1].Row.RowKey}" : null);
    }

    private async Task<List<string>> MonthsAsync(IndexQuery query, CancellationToken cancellation)
    {
        if (query.Noun == IndexPartitions.Customers)
            return [IndexPartitions.AnyMonth];
        var partition = IndexPartitions.Months(query.SellerId, query.Noun);
        var months = new List<string>();
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, select: ["RowKey"], cancellationToken: cancellation))
            months.Add(row.RowKey);
        return [.. months.Where(month => (query.From is not { } from || string.CompareOrdinal(month, IndexPartitions.Month(from)) >= 0)
            && (query.To is not { } to || string.CompareOrdinal(month, IndexPartitions.Month(to)) <= 0))];
    }

    private async Task<IEnumerable<TableEntity>> MonthAsync(IndexQuery query, string month, string afterKey, int wanted, CancellationToken cancellation)
    {
        var shards = query.Shard is { } only ? [only] : Enumerable.Range(0, Keys.Shards).Select(shard => shard.ToString("D2", System.Globalization.CultureInfo.InvariantCulture));
        var found = await Task.WhenAll(shards.Select(async shard =>
        {
            var partition = IndexPartitions.Of(query.SellerId, query.Noun, month, shard);
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {afterKey}");
            if (query.From is { } from)
                filter += TableClient.CreateQueryFilter($" and RowKey ge {$"{from:O}"}");
            if (query.To is { } to)
                filter += TableClient.CreateQueryFilter($" and RowKey lt {$"{to.AddDays(1):O}"}");
            if (query.Filter is not null)
                filter += $" and ({query.Filter})";
            return await storage.Index.QueryAsync<TableEntity>(filter, maxPerPage: wanted, cancellationToken: cancellation).Take(wanted).ToListAsync(cancellation);
        }));
        return found.SelectMany(rows => rows).OrderBy(row => row.RowKey, StringComparer.Ordinal).Take(wanted);
    }
}
