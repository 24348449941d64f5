using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows how a seller's documents look.</summary>
internal sealed class GetDocumentTemplate(SellerSettings settings)
{
    [Function(nameof(GetDocumentTemplate))]
    [ApiOperation("sellers", "Shows a seller's document template; the standard one where it never chose.", Answer = typeof(DocumentTemplateResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/document-template")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        return new JsonAnswer(DocumentTemplateResource.Of(seller.Template), ETag: DocumentTemplateResource.Tag(seller.Template));
    }
}
