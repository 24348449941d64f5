using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Collections;

/// <summary>The exports of a seller, in the table <c>Index</c>, partition <c>{seller}|collections-exports</c>, a row each. Their files are in the container
/// <c>collections</c>.</summary>
internal sealed class CaseExportBook(BillingStorage storage, RowPayload payload, TimeProvider clock)
{
    public async Task<CaseExport?> FindAsync(string sellerId, string exportId, CancellationToken cancellation)
    {
        var row = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), Keys.Safe(exportId), cancellationToken: cancellation);
        return row.HasValue ? await payload.ReadAsync<CaseExport>(row.Value!, cancellation) : null;
    }

    /// <summary>Enters an export; one that is there stays.</summary>
    public async Task EnterAsync(CaseExport export, CancellationToken cancellation) =>
        await storage.Index.AddIfMissingAsync(await RowAsync(export, cancellation), cancellation);

    /// <summary>A seller's exports.</summary>
    public async IAsyncEnumerable<CaseExport> ListAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionOf(sellerId);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return await payload.ReadAsync<CaseExport>(row, cancellation);
    }

    /// <summary>Writes the file; one that is there stays as it is.</summary>
    public async Task WriteFileAsync(CaseExport export, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await storage.Container(StorageNames.Collections).GetBlobClient(export.Path).UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = export.Format == ExportFormat.Csv ? "text/csv" : "text/plain" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It was written before the process died.
        }
    }

    /// <summary>The file; null where it was deleted, or is still being made.</summary>
    public async Task<byte[]?> ReadFileAsync(CaseExport export, CancellationToken cancellation)
    {
        var blob = storage.Container(StorageNames.Collections).GetBlobClient(export.Path);
        return await blob.ExistsAsync(cancellation) ? (await blob.DownloadContentAsync(cancellation)).Value.Content.ToArray() : null;
    }

    /// <summary>Deletes the file of an export, as a customer that it names is erased.</summary>
    public async Task EraseFileAsync(CaseExport export, CancellationToken cancellation)
    {
        await storage.Index.UpsertEntityAsync(await RowAsync(export with { ErasedAt = export.ErasedAt ?? clock.GetUtcNow() }, cancellation), TableUpdateMode.Replace, cancellation);
        await storage.Container(StorageNames.Collections).DeleteBlobIfExistsAsync(export.Path, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
    }

    private Task<TableEntity> RowAsync(CaseExport export, CancellationToken cancellation) =>
        payload.WriteAsync(new TableEntity(PartitionOf(export.SellerId), Keys.Safe(export.ExportId)), export, cancellation);

    private static string PartitionOf(string sellerId) => $"{sellerId}|collections-exports";
}
