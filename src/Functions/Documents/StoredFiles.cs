using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Billing.Functions.Documents;

/// <summary>Files that are written once and held against their hash whenever they are read.</summary>
internal static class StoredFiles
{
    /// <summary>Writes a file; one that is there stays as it is, and its hash is said.</summary>
    public static async Task<StoredFile> WriteOnceAsync(this BlobContainerClient container, string path, byte[] content, string type, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient(path);
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = type },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            content = (await blob.DownloadContentAsync(cancellation)).Value.Content.ToArray();
        }

        return new StoredFile(path, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    /// <exception cref="RequestFailedException">404: it is gone.</exception>
    public static async Task<BinaryData> ReadWholeAsync(this BlobContainerClient container, StoredFile file, CancellationToken cancellation)
    {
        var content = (await container.GetBlobClient(file.Path).DownloadContentAsync(cancellation)).Value.Content;
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? content
            : throw new InvalidDataException($"The blob {file.Path} is not what was written: its hash differs from its record's.");
    }
}
