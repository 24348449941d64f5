using System.Collections.Concurrent;
using Azure;
using Billing.Documents.Letterheads;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Documents;

/// <summary>The sellers' logos, from the container <c>assets</c>. A changed logo gets another path, so what is read is kept.</summary>
internal sealed class LogoBook(BillingStorage storage)
{
    private readonly ConcurrentDictionary<string, DocumentLogo> known = new(StringComparer.Ordinal);

    /// <summary>A seller's logo, or null where it has none: then its name stands there.</summary>
    public async Task<DocumentLogo?> FindAsync(Seller seller, CancellationToken cancellation)
    {
        if (seller.LogoBlob.Length == 0 || known.TryGetValue(seller.LogoBlob, out var logo))
            return seller.LogoBlob.Length == 0 ? null : known[seller.LogoBlob];
        try
        {
            var png = (await storage.Container(StorageNames.Assets).GetBlobClient(seller.LogoBlob).DownloadContentAsync(cancellation)).Value.Content;
            return known[seller.LogoBlob] = new DocumentLogo(png.ToMemory());
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
