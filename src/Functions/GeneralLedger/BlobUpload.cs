using System.IO.Pipelines;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Billing.Functions.GeneralLedger;

/// <summary>A blob that is written while its content is made, in bounded memory, and once: it is there when it is complete, and never instead of another.</summary>
internal sealed class BlobUpload : IAsyncDisposable
{
    private const int BlockBytes = 4 * 1024 * 1024;
    private readonly Pipe pipe = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Task upload;
    private bool isComplete;

    public BlobUpload(BlobClient blob, string contentType, CancellationToken cancellation) => upload = UploadAsync(blob, contentType, cancellation);

    /// <summary>How much was written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a part.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (content.IsEmpty)
            return;
        hash.AppendData(content.Span);
        Bytes += content.Length;

        // Nobody reads any more: the upload has failed, and says why.
        if ((await pipe.Writer.WriteAsync(content, cancellation)).IsCompleted)
            await upload;
    }

    /// <summary>Ends the blob.</summary>
    /// <returns>The SHA-256 of what was written, in hex.</returns>
    public async Task<string> CompleteAsync()
    {
        await pipe.Writer.CompleteAsync();
        await upload;
        isComplete = true;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        if (!isComplete)
        {
            await pipe.Writer.CompleteAsync(new OperationCanceledException("The file was given up."));
            await upload.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        hash.Dispose();
    }

    private async Task UploadAsync(BlobClient blob, string contentType, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(pipe.Reader.AsStream(), new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
            }, cancellation);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
        }
    }
}
