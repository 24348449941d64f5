using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Billing.Functions.Api.Contract;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Gives a file of an export, exactly as it was written. It is streamed, however large it is.</summary>
internal sealed class GetLedgerExportFile(LedgerExportBook book, BillingStorage storage)
{
    [Function(nameof(GetLedgerExportFile))]
    [ApiOperation("general ledger", "Gives a file of an export, with its SHA-256 as ETag.", AnswerContentType = "text/csv,text/plain")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/ledger-exports/{exportId}/files/{name}")] HttpRequest request, string sellerId, string exportId, string name, CancellationToken cancellation)
    {
        if ((await book.FindAsync(sellerId, exportId, cancellation))?.Files.FirstOrDefault(file => file.Name == name) is not { } file)
            return Problems.NotFound($"file '{name}' of export '{exportId}'");
        var blob = storage.Container(StorageNames.LedgerExports).GetBlobClient(file.Path);
        await RequireWholeAsync(blob, file, cancellation);
        return new FileStreamResult(await blob.OpenReadAsync(cancellationToken: cancellation), file.ContentType)
        {
            FileDownloadName = file.Name,
            EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\""),
        };
    }

    // Read once before it is given out: once the first bytes are on their way it is too late.
    private static async Task RequireWholeAsync(BlobClient blob, LedgerExportFile file, CancellationToken cancellation)
    {
        await using var content = await blob.OpenReadAsync(cancellationToken: cancellation);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) != file.Sha256)
            throw new InvalidDataException($"The blob {file.Path} is not what was written: its hash differs from its record's.");
    }
}
