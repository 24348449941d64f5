using Azure.Storage.Blobs;
using Billing.Documents.GeneralLedger;

namespace Billing.Functions.GeneralLedger;

/// <summary>The files of one attempt at an export. What writers leave in the buffer goes to the blobs whenever it is drained.</summary>
internal sealed class LedgerExportFiles(BlobContainerClient container, string folder, CancellationToken cancellation) : ILedgerFiles, IAsyncDisposable
{
    private const int BufferedBytes = 256 * 1024;
    private readonly Queue<Part> parts = new();
    private readonly List<LedgerExportFile> written = [];

    public Stream Begin(string name, string contentType)
    {
        parts.Enqueue(new Part(name, contentType, new MemoryStream()));
        return parts.Last().Buffer;
    }

    /// <summary>Moves what is buffered on, if it is much.</summary>
    public async Task DrainAsync()
    {
        if (parts.Count > 1 || parts.Sum(part => part.Buffer.Length) >= BufferedBytes)
            await MoveAsync(isEnd: false);
    }

    /// <summary>Ends the last file.</summary>
    public async Task<IReadOnlyList<LedgerExportFile>> CompleteAsync()
    {
        await MoveAsync(isEnd: true);
        return written;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            if (part.Upload is not null)
                await part.Upload.DisposeAsync();
            await part.Buffer.DisposeAsync();
        }
    }

    private async Task MoveAsync(bool isEnd)
    {
        while (parts.TryPeek(out var part))
        {
            var path = $"{folder}{part.Name}";
            part.Upload ??= new BlobUpload(container.GetBlobClient(path), part.ContentType, cancellation);
            await part.Upload.WriteAsync(part.Buffer.GetBuffer().AsMemory(0, (int)part.Buffer.Length), cancellation);
            part.Buffer.SetLength(0);
            if (parts.Count == 1 && !isEnd)
                return;
            written.Add(new LedgerExportFile(part.Name, part.ContentType, path, await part.Upload.CompleteAsync(), part.Upload.Bytes));
            await part.Upload.DisposeAsync();
            parts.Dequeue();
        }
    }

    private sealed class Part(string name, string contentType, MemoryStream buffer)
    {
        public string Name { get; } = name;

        public string ContentType { get; } = contentType;

        public MemoryStream Buffer { get; } = buffer;

        public BlobUpload? Upload { get; set; }
    }
}
