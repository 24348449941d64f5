using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows a seller's logo.</summary>
internal sealed class GetLogo(SellerSettings settings, BillingStorage storage)
{
    [Function(nameof(GetLogo))]
    [ApiOperation("sellers", "Shows a seller's logo.", AnswerContentType = LogoTypes.Both)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/logo")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (seller.LogoBlob.Length == 0)
            return Problems.NotFound($"logo of seller '{sellerId}'");
        request.HttpContext.Response.Headers.ETag = $"\"{Path.GetFileNameWithoutExtension(seller.LogoBlob)}\"";

        // Whoever opens an SVG picture in a browser opens a document; in a sandbox it can do nothing.
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox";
        return new FileStreamResult(await storage.Container(StorageNames.Assets).GetBlobClient(seller.LogoBlob).OpenReadAsync(cancellationToken: cancellation), LogoTypes.Of(seller.LogoBlob));
    }
}
