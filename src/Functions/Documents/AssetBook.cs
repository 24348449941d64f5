using System.Collections.Concurrent;
using Azure;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Text;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Documents;

/// <summary>The sellers' logos and fonts, from the container <c>assets</c>. What is changed gets another path, so what is read is kept.</summary>
internal sealed class AssetBook(BillingStorage storage)
{
    private readonly ConcurrentDictionary<string, DocumentLogo> logos = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Regular, string Bold), FontSet> fonts = new();

    /// <summary>What a seller's documents need. A logo that is gone is left out: the name stands there.</summary>
    /// <exception cref="RequestFailedException">A font is gone.</exception>
    public async Task<DocumentAssets> FindAsync(Seller seller, CancellationToken cancellation) =>
        new(await LogoAsync(seller.LogoBlob, cancellation)) { Fonts = await FontsAsync(seller.Template, cancellation) };

    private async Task<DocumentLogo?> LogoAsync(string path, CancellationToken cancellation)
    {
        if (path.Length == 0 || logos.TryGetValue(path, out var logo))
            return path.Length == 0 ? null : logos[path];
        try
        {
            return logos[path] = new DocumentLogo(await ReadAsync(path, cancellation));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<FontSet?> FontsAsync(DocumentTemplate template, CancellationToken cancellation)
    {
        var paths = (Regular: template.FontBlob, Bold: template.BoldFontBlob);
        if (paths.Regular.Length == 0 || fonts.TryGetValue(paths, out var known))
            return paths.Regular.Length == 0 ? null : fonts[paths];
        var regular = await ReadAsync(paths.Regular, cancellation);
        ReadOnlyMemory<byte>? bold = paths.Bold.Length > 0 ? await ReadAsync(paths.Bold, cancellation) : default(ReadOnlyMemory<byte>?);
        return fonts[paths] = FontSet.FromFiles(regular, bold);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellation) =>
        (await storage.Container(StorageNames.Assets).GetBlobClient(path).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
}
