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
    [ApiOperation("sellers", "Shows a seller's logo.", AnswerContentType = "image/png")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/logo")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (seller.LogoBlob.Length == 0)
            return Problems.NotFound($"logo of seller '{sellerId}'");
        request.HttpContext.Response.Headers.ETag = $"\"{Path.GetFileNameWithoutExtension(seller.LogoBlob)}\"";
        return new FileStreamResult(await storage.Container(StorageNames.Assets).GetBlobClient(seller.LogoBlob).OpenReadAsync(cancellationToken: cancellation), "image/png");
    }
}
