using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Billing.Documents.Pdf.Text;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Gives a seller's documents a font of its own. Stored by its content, so that documents rendered again later find the one they were issued with.</summary>
internal sealed class PutFont(SellerSettings settings, BillingStorage storage)
{
    private const int LargestBytes = 4 * 1024 * 1024;

    [Function(nameof(PutFont))]
    [ApiOperation("sellers", "Sets the regular or the bold font of a seller's documents, a TrueType or OpenType file of at most 4 MiB.", BodyContentType = "font/ttf", Statuses = [204])]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/document-template/fonts/{weight}")] HttpRequest request, string sellerId, string weight, CancellationToken cancellation)
    {
        if (weight is not ("regular" or "bold"))
            return Problems.NotFound($"font weight '{weight}'; the weights are regular and bold");
        var font = await request.ReadBytesAsync(LargestBytes, cancellation);
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        var isBold = weight == "bold";
        if (isBold && seller.Template.FontBlob.Length == 0)
            return Problem.Of(StatusCodes.Status409Conflict, "no-regular-font", "Put the regular font first; the bold one goes with it.");
        if (ProblemOf(font, isBold ? await RegularAsync(seller, cancellation) : null) is { } problem)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "unusable-font", problem);

        var path = $"fonts/{sellerId}/{Convert.ToHexStringLower(SHA256.HashData(font))}.ttf";
        await storage.Container(StorageNames.Assets).GetBlobClient(path).UploadAsync(BinaryData.FromBytes(font), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "font/ttf" } }, cancellation);
        await settings.ChangeAsync(request, sellerId, known => WithFont(known, path, isBold), cancellation);
        return new NoContentResult();
    }

    private async Task<byte[]> RegularAsync(Seller seller, CancellationToken cancellation) =>
        (await storage.Container(StorageNames.Assets).GetBlobClient(seller.Template.FontBlob).DownloadContentAsync(cancellation)).Value.Content.ToArray();

    // What cannot be embedded is refused here, and not when the next invoice is due. A bold font is read beside its regular one, so that the reason names it.
    private static string? ProblemOf(byte[] font, byte[]? regular)
    {
        try
        {
            _ = regular is null ? FontSet.FromFiles(font) : FontSet.FromFiles(regular, font);
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private static Seller WithFont(Seller seller, string path, bool isBold)
    {
        var template = seller.Template;
        if ((isBold ? template.BoldFontBlob : template.FontBlob) == path)
            return seller;
        var changed = isBold ? template with { BoldFontBlob = path } : template with { FontBlob = path };
        return seller with { Template = changed with { Version = template.Version + 1 } };
    }
}
