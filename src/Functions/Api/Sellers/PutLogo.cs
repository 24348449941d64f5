using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Billing.Documents;
using Billing.Documents.Letterheads;
using Billing.Documents.Samples;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Gives a seller its logo. Stored by its content, so that documents rendered again later find the one they were issued with.</summary>
internal sealed class PutLogo(SellerSettings settings, BillingStorage storage)
{
    private const int LargestBytes = 512 * 1024;
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    [Function(nameof(PutLogo))]
    [ApiOperation("sellers", "Sets a seller's logo, a PNG of at most 512 KiB.", BodyContentType = "image/png", Statuses = [204], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/logo")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var png = await request.ReadBytesAsync(LargestBytes, cancellation);
        if (!png.AsSpan().StartsWith(PngSignature))
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "not-a-png", "The body is no PNG image.");
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (ProblemOf(seller, png) is { } problem)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "unusable-logo", problem);
        request.RequireIfMatch(seller.LogoBlob.Length == 0 ? null : Path.GetFileNameWithoutExtension(seller.LogoBlob));

        var hash = Convert.ToHexStringLower(SHA256.HashData(png));
        var path = $"logos/{sellerId}/{hash}.png";
        await storage.Container(StorageNames.Assets).GetBlobClient(path).UploadAsync(BinaryData.FromBytes(png), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "image/png" } }, cancellation);
        await settings.ChangeAsync(request, sellerId, known => known.LogoBlob == path ? known : known with { LogoBlob = path }, cancellation);
        request.HttpContext.Response.Headers.ETag = $"\"{hash}\"";
        return new NoContentResult();
    }

    // What cannot be printed is refused here, and not when the next invoice is due.
    private static string? ProblemOf(Seller seller, byte[] logo)
    {
        try
        {
            new SampleDocuments(seller, SampleCustomers.In(seller.Language)).Invoice().Render(new DocumentAssets(new DocumentLogo(logo)));
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }
}
