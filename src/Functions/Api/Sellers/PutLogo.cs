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

    [Function(nameof(PutLogo))]
    [ApiOperation("sellers", "Sets a seller's logo, a PNG or SVG picture of at most 512 KiB.", BodyContentType = LogoTypes.Both, Statuses = [204], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/logo")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var file = await request.ReadBytesAsync(LargestBytes, cancellation);
        var logo = new DocumentLogo(file);
        if (logo.MediaType is not { } mediaType)
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "not-a-logo", "The body is neither a PNG nor an SVG picture.");
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (ProblemOf(seller, logo) is { } problem)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "unusable-logo", problem);
        request.RequireIfMatch(seller.LogoBlob.Length == 0 ? null : Path.GetFileNameWithoutExtension(seller.LogoBlob));

        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var path = $"logos/{sellerId}/{hash}{LogoTypes.ExtensionOf(mediaType)}";
        await storage.Container(StorageNames.Assets).GetBlobClient(path).UploadAsync(BinaryData.FromBytes(file), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = mediaType } }, cancellation);
        await settings.ChangeAsync(request, sellerId, known => known.LogoBlob == path ? known : known with { LogoBlob = path }, cancellation);
        request.HttpContext.Response.Headers.ETag = $"\"{hash}\"";
        return new NoContentResult();
    }

    // What cannot be printed is refused here, and not when the next invoice is due.
    private static string? ProblemOf(Seller seller, DocumentLogo logo)
    {
        try
        {
            new SampleDocuments(seller, SampleCustomers.In(seller.Language)).Invoice().Render(new DocumentAssets(logo));
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }
}
