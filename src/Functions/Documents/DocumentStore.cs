using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Documents;

/// <summary>Where a rendered document is.</summary>
/// <param name="Path">In the container <c>documents</c>.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredDocument(string Path, string Sha256, long Bytes);

/// <summary>Rendered documents: a blob written once, and the row <c>blob|{document}</c> in the account's partition with its path and hash.</summary>
internal sealed class DocumentStore(BillingStorage storage, AccountRows rows, RowPayload payload)
{
    public static string RowKey(string documentId) => $"blob|{documentId}";

    /// <summary><c>{seller}/{yyyy}/{mm}/{number}.pdf</c>, by the issue date.</summary>
    public static string PathOf(IssuedDocument document) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{document.Seller.SellerId}/{document.IssueDate.Year:D4}/{document.IssueDate.Month:D2}/{document.Number}.pdf");

    /// <summary>Where a document is, if it has been rendered.</summary>
    public Task<StoredDocument?> FindAsync(AccountId account, string documentId, CancellationToken cancellation) =>
        rows.FindAsync<StoredDocument>(account, RowKey(documentId), cancellation);

    /// <summary>Writes the blob, unless it is there, then the row. What is there stays: what was issued never changes.</summary>
    public async Task<StoredDocument> SaveAsync(AccountId account, IssuedDocument document, byte[] pdf, CancellationToken cancellation)
    {
        var blob = storage.Container(StorageNames.Documents).GetBlobClient(PathOf(document));
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(pdf), new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/pdf" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            pdf = (await blob.DownloadContentAsync(cancellation)).Value.Content.ToArray();
        }

        var stored = new StoredDocument(blob.Name, Convert.ToHexStringLower(SHA256.HashData(pdf)), pdf.Length);
        var row = await payload.WriteAsync(new TableEntity(account.ToString(), RowKey(document.DocumentId)), stored, cancellation);
        await storage.Accounts.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return stored;
    }

    /// <summary>The bytes of a document.</summary>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    public async Task<BinaryData> ReadAsync(StoredDocument document, CancellationToken cancellation)
    {
        var content = (await storage.Container(StorageNames.Documents).GetBlobClient(document.Path).DownloadContentAsync(cancellation)).Value.Content;
        return Convert.ToHexStringLower(SHA256.HashData(content)) == document.Sha256
            ? content
            : throw new InvalidDataException($"The blob {document.Path} is not what was written: its hash differs from its record's.");
    }
}
