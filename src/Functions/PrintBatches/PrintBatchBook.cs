using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.PrintBatches;

/// <summary>The rows of the table <c>PrintBatches</c>, partition the seller: <c>batch|{number}</c> a batch, changed under its ETag, and open as long
/// as something is left to do, so that what was cut short is found; <c>night|{day}</c> a night whose batches were made.</summary>
internal sealed class PrintBatchBook(BillingStorage storage, RowPayload payload)
{
    private const string Batch = "batch|";
    private const string Night = "night|";

    /// <summary>A batch, and what it is changed under.</summary>
    public async Task<(PrintBatch Batch, ETag ETag)?> FindAsync(string batchId, CancellationToken cancellation)
    {
        if (PrintBatch.SellerOf(batchId) is not { } seller)
            return null;
        var row = await storage.PrintBatches.GetEntityIfExistsAsync<TableEntity>(seller, RowKey(batchId), cancellationToken: cancellation);
        return row.HasValue ? (await payload.ReadAsync<PrintBatch>(row.Value!, cancellation), row.Value!.ETag) : null;
    }

    /// <summary>Enters a batch; one that is there stays as it is.</summary>
    public async Task AddAsync(PrintBatch batch, CancellationToken cancellation) => await storage.PrintBatches.AddIfMissingAsync(await RowAsync(batch, cancellation), cancellation);

    /// <summary>Changes a batch, unless somebody else was faster.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> ChangeAsync(PrintBatch batch, ETag known, CancellationToken cancellation)
    {
        try
        {
            await storage.PrintBatches.UpdateEntityAsync(await RowAsync(batch, cancellation), known, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Takes back a batch that got no letter, unless somebody else was faster.</summary>
    public async Task RemoveAsync(PrintBatch batch, ETag known, CancellationToken cancellation)
    {
        try
        {
            await storage.PrintBatches.DeleteEntityAsync(batch.SellerId, RowKey(batch.BatchId), known, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It has letters after all.
        }
    }

    /// <summary>The seller's batches of which something is left to do, because somebody is at it or was when the work was cut short.</summary>
    /// <param name="sellerId">Whose.</param>
    /// <param name="since">The day of the oldest that is looked for.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<string>> OpenIdsAsync(string sellerId, DateOnly since, CancellationToken cancellation)
    {
        var (from, to) = (string.Create(CultureInfo.InvariantCulture, $"{Batch}{since:yyyyMMdd}"), $"{Batch}~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sellerId} and RowKey ge {from} and RowKey lt {to} and Open eq true");
        return await storage.PrintBatches.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellation).Select(row => $"{sellerId}.{row.RowKey[Batch.Length..]}").ToListAsync(cancellation);
    }

    /// <summary>The seller's batches of a month, the newest first.</summary>
    public async Task<IReadOnlyList<PrintBatch>> ListAsync(string sellerId, DateOnly month, CancellationToken cancellation)
    {
        var batches = new List<PrintBatch>();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{Batch}{month:yyyyMM}");
        await foreach (var row in storage.PrintBatches.QueryAsync<TableEntity>(Keys.Prefix(sellerId, prefix), cancellationToken: cancellation))
            batches.Add(await payload.ReadAsync<PrintBatch>(row, cancellation));
        return [.. batches.OrderByDescending(batch => batch.MadeAt).ThenBy(batch => batch.BatchId, StringComparer.Ordinal)];
    }

    /// <summary>Whether a seller's batches of a night were made.</summary>
    public async Task<bool> IsNightDoneAsync(string sellerId, DateOnly day, CancellationToken cancellation) =>
        (await storage.PrintBatches.GetEntityIfExistsAsync<TableEntity>(sellerId, $"{Night}{day:O}", cancellationToken: cancellation)).HasValue;

    public Task NightDoneAsync(string sellerId, DateOnly day, CancellationToken cancellation) =>
        storage.PrintBatches.AddIfMissingAsync(new TableEntity(sellerId, $"{Night}{day:O}"), cancellation);

    private async Task<TableEntity> RowAsync(PrintBatch batch, CancellationToken cancellation) =>
        await payload.WriteAsync(new TableEntity(batch.SellerId, RowKey(batch.BatchId)) { ["Open"] = !batch.IsSettled }, batch, cancellation);

    private static string RowKey(string batchId) => $"{Batch}{batchId[(batchId.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
}
