using Billing.Documents.Samples;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows how an invoice would look with a template.</summary>
internal sealed class PreviewDocumentTemplate(SellerSettings settings, AssetBook assets)
{
    [Function(nameof(PreviewDocumentTemplate))]
    [ApiOperation(
        "sellers", "Shows how an invoice would look with a template: a sample with a watermark.", Body = typeof(DocumentTemplateBody), AnswerContentType = "application/pdf",
        ChangesNothing = true, Query = ["language: of the sample, such as de; the seller's where it is left out"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "sellers/{sellerId}/document-template/preview")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var language = query.Text("language");
        query.End();
        var body = await request.ReadAsync<DocumentTemplateBody>(cancellation);
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        var shown = seller with { Template = body.After(seller.Template) };
        var sample = new SampleDocuments(shown, SampleCustomers.In(language ?? seller.Language));
        return new FileContentResult(sample.Preview(await assets.FindAsync(shown, cancellation)), "application/pdf");
    }
}
