using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Collections;

/// <summary>Exports in the table <c>Index</c>: partition <c>{seller}|collections-exports</c>, a row each; and <c>{seller}|exported|{agency}</c>, a row for each case that
/// the agency was told of and not yet that it ended, as it was told. Their files are in the container <c>collections</c>.</summary>
internal sealed class CaseExportBook(BillingStorage storage, RowPayload payload, TimeProvider clock)
{
    public async Task<CaseExport?> FindAsync(string sellerId, string exportId, CancellationToken cancellation)
    {
        var row = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), Keys.Safe(exportId), cancellationToken: cancellation);
        return row.HasValue ? await payload.ReadAsync<CaseExport>(row.Value!, cancellation) : null;
    }

    /// <summary>Enters an export; one that is there stays.</summary>
    public async Task<CaseExport> EnterAsync(CaseExport export, CancellationToken cancellation) =>
        await storage.Index.AddIfMissingAsync(await payload.WriteAsync(new TableEntity(PartitionOf(export.SellerId), Keys.Safe(export.ExportId)), export, cancellation), cancellation)
            ? export
            : (await FindAsync(export.SellerId, export.ExportId, cancellation))!;

    /// <summary>A seller's exports.</summary>
    public async IAsyncEnumerable<CaseExport> ListAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionOf(sellerId);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return await payload.ReadAsync<CaseExport>(row, cancellation);
    }

    /// <summary>What an agency was told of cases that it was not told the end of, by case.</summary>
    public async Task<IReadOnlyDictionary<string, ExportedCase>> ToldAsync(string sellerId, string agencyId, CancellationToken cancellation)
    {
        var (partition, told) = (ToldPartition(sellerId, agencyId), new Dictionary<string, ExportedCase>(StringComparer.Ordinal));
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            told[row.RowKey] = await payload.ReadAsync<ExportedCase>(row, cancellation);
        return told;
    }

    /// <summary>Remembers that an agency was told of a case. Its end is told once.</summary>
    public async Task TellAsync(CaseExport export, ExportedCase told, CancellationToken cancellation)
    {
        var partition = ToldPartition(export.SellerId, export.AgencyId);
        if (told.Case.IsOpen)
            await storage.Index.UpsertEntityAsync(await payload.WriteAsync(new TableEntity(partition, told.Case.ItemId), told, cancellation), TableUpdateMode.Replace, cancellation);
        else
            await storage.Index.DeleteEntityAsync(partition, told.Case.ItemId, cancellationToken: cancellation);
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

    /// <summary>The file; null where it was deleted.</summary>
    public async Task<byte[]?> ReadFileAsync(CaseExport export, CancellationToken cancellation)
    {
        var blob = storage.Container(StorageNames.Collections).GetBlobClient(export.Path);
        return await blob.ExistsAsync(cancellation) ? (await blob.DownloadContentAsync(cancellation)).Value.Content.ToArray() : null;
    }

    /// <summary>Deletes the file of an export, as a customer that it names is erased.</summary>
    public async Task EraseFileAsync(CaseExport export, CancellationToken cancellation)
    {
        await storage.Container(StorageNames.Collections).DeleteBlobIfExistsAsync(export.Path, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
        var erased = export with { ErasedAt = export.ErasedAt ?? clock.GetUtcNow() };
        await storage.Index.UpsertEntityAsync(await payload.WriteAsync(new TableEntity(PartitionOf(export.SellerId), Keys.Safe(export.ExportId)), erased, cancellation), TableUpdateMode.Replace, cancellation);
    }

    private static string PartitionOf(string sellerId) => $"{sellerId}|collections-exports";

    private static string ToldPartition(string sellerId, string agencyId) => $"{sellerId}|exported|{agencyId}";
}
