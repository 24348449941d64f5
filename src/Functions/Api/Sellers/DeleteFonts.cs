using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Sets a seller's documents in a font that ships again. The files stay, for the documents that were issued with them.</summary>
internal sealed class DeleteFonts(SellerSettings settings)
{
    [Function(nameof(DeleteFonts))]
    [ApiOperation("sellers", "Sets a seller's documents in a font that ships again.", Statuses = [204])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "sellers/{sellerId}/document-template/fonts")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        await settings.ChangeAsync(
            request, sellerId,
            known => known.Template.FontBlob.Length == 0 ? known : known with { Template = known.Template with { FontBlob = "", BoldFontBlob = "", Version = known.Template.Version + 1 } },
            cancellation);
        return new NoContentResult();
    }
}
