using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Billing.Functions.Storage;

/// <summary>A value in a table row: readable JSON while it is small, compressed when it is larger, a blob named by its hash when it is larger still.
/// A property holds 64 KiB at most, and an entity is kept under 256 KiB.</summary>
internal sealed class RowPayload(BillingStorage storage)
{
    private const int ReadableCharacters = 16_000;
    private const int ChunkBytes = 60_000;
    private const int InlineBytes = 3 * ChunkBytes;

    /// <summary>Puts a value into a row. A blob it needs is written first, so that a row never points at nothing.</summary>
    public async Task<TableEntity> WriteAsync<T>(TableEntity row, T value, CancellationToken cancellation)
    {
        var json = BillingJson.Write(value);
        if (json.Length <= ReadableCharacters)
        {
            row["Json"] = json;
            return row;
        }

        var compressed = Compress(json);
        if (compressed.Length <= InlineBytes)
        {
            for (var (at, part) = (0, 0); at < compressed.Length; at += ChunkBytes, part++)
                row[$"Z{part}"] = compressed[at..Math.Min(at + ChunkBytes, compressed.Length)];
            return row;
        }

        row["Blob"] = await WriteBlobAsync(compressed, cancellation);
        return row;
    }

    /// <summary>Puts a value into a blob of its own and says its name.</summary>
    public Task<string> WriteBlobAsync<T>(T value, CancellationToken cancellation) => WriteBlobAsync(Compress(BillingJson.Write(value)), cancellation);

    /// <summary>Reads the value of a row.</summary>
    public async Task<T> ReadAsync<T>(TableEntity row, CancellationToken cancellation)
    {
        if (row.GetString("Json") is { } json)
            return BillingJson.Read<T>(json);
        if (row.GetString("Blob") is { } blob)
            return BillingJson.Read<T>(Decompress((await Blob(blob).DownloadContentAsync(cancellation)).Value.Content.ToArray()));

        using var compressed = new MemoryStream();
        for (var part = 0; row.GetBinary($"Z{part}") is { } chunk; part++)
            compressed.Write(chunk);
        return BillingJson.Read<T>(Decompress(compressed.ToArray()));
    }

    private async Task<string> WriteBlobAsync(byte[] content, CancellationToken cancellation)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        try
        {
            await Blob(name).UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The same content is there already.
        }

        return name;
    }

    private BlobClient Blob(string name) => storage.Container(StorageNames.LargeValues).GetBlobClient(name);

    private static byte[] Compress(string json)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(json));
        return output.ToArray();
    }

    private static string Decompress(byte[] compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
