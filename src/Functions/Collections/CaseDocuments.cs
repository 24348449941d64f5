using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;

namespace Billing.Functions.Collections;

/// <summary>Case documents in the container <c>collections</c>: <c>cases/{seller}/{customer}/{currency}/{case}/{version}-{event}.json</c>, one for each event that an
/// agency is told of, written once. They hold personal data, and go when the customer is erased.</summary>
internal sealed class CaseDocuments(BillingStorage storage, CaseDocumentComposer composer)
{
    /// <summary>The case that an event tells an agency of; null where it tells it nothing.</summary>
    public static string? CaseOf(AccountEvent happened) => happened switch
    {
        AccountSentToCollections e => e.CaseId,
        CollectionsCaseChanged e => e.CaseId,
        CollectionsCaseDisputed e => e.CaseId,
        CollectionsCaseDisputeSettled e => e.CaseId,
        CollectionsCaseRecalled e => e.CaseId,
        CollectionsCaseClosed e => e.CaseId,
        _ => null,
    };

    /// <summary>Writes the document of an event, and says its path. One that is there stays as it is.</summary>
    public async Task<string?> WriteAsync(AccountId account, CommandRecord record, int index, CancellationToken cancellation)
    {
        if (CaseOf(record.Events[index]) is not { } caseId || await composer.ComposeAsync(account, caseId, record.Version, cancellation) is not { } document)
            return null;
        var path = string.Create(CultureInfo.InvariantCulture, $"{FolderOf(account)}{caseId}/{record.Version:D10}-{index:D3}.json");
        try
        {
            await storage.Container(StorageNames.Collections).GetBlobClient(path).UploadAsync(
                BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options)),
                new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" }, Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It was written when the event was announced first.
        }

        return path;
    }

    /// <summary>The newest document of a case as it was written; null where there is none, or it was erased.</summary>
    public async Task<JsonElement?> LatestAsync(AccountId account, string caseId, CancellationToken cancellation)
    {
        var container = storage.Container(StorageNames.Collections);
        string? newest = null;
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{FolderOf(account)}{caseId}/", cancellation))
            newest = blob.Name;
        return newest is null ? null : JsonSerializer.Deserialize<JsonElement>((await container.GetBlobClient(newest).DownloadContentAsync(cancellation)).Value.Content.ToArray());
    }

    /// <summary>Deletes what an account's agencies got.</summary>
    public async Task EraseAsync(AccountId account, CancellationToken cancellation)
    {
        var container = storage.Container(StorageNames.Collections);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, FolderOf(account), cancellation))
            await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
    }

    private static string FolderOf(AccountId account) => $"cases/{account.Seller}/{account.Customer}/{account.Currency}/";
}
