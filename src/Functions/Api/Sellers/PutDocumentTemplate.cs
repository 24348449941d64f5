using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Gives a seller its document template, whole. Documents that were issued keep the one they were issued with.</summary>
internal sealed class PutDocumentTemplate(SellerSettings settings)
{
    [Function(nameof(PutDocumentTemplate))]
    [ApiOperation("sellers", "Sets a seller's document template, or replaces it under If-Match.", Body = typeof(DocumentTemplateBody), Answer = typeof(DocumentTemplateResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/document-template")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<DocumentTemplateBody>(cancellation);
        var (read, _) = await settings.RequireAsync(sellerId, cancellation);
        request.RequireIfMatch(DocumentTemplateResource.Tag(read.Template));
        var seller = await settings.ChangeAsync(
            request, sellerId,
            known => known.Template.Version == read.Template.Version ? known with { Template = body.After(known.Template) } : throw new ProblemException(Problems.Stale()),
            cancellation);
        return new JsonAnswer(
            DocumentTemplateResource.Of(seller.Template), read.Template.Version == 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK, DocumentTemplateResource.Tag(seller.Template));
    }
}
