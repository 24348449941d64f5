using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Where a rendered document is.</summary>
internal sealed record RenderedDocument(string Path, string Sha256);

/// <summary>Gives a document's PDF, exactly as it was delivered.</summary>
internal sealed class GetInvoicePdf(InvoiceReader invoices, AccountRows rows, BillingStorage storage)
{
    [Function(nameof(GetInvoicePdf))]
    [ApiOperation("invoices", "Gives a document's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var invoice = await invoices.RequireAsync(documentId, cancellation);
        var account = Requests.Account(invoice.AccountId);
        if (await rows.FindAsync<RenderedDocument>(account, $"blob|{documentId}", cancellation) is not { } rendered)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem.Of(StatusCodes.Status404NotFound, "not-rendered", invoice.Number is null ? "A draft has no PDF; it is rendered when it is issued." : "The PDF is not rendered yet; ask again in a moment.");
        }

        request.HttpContext.Response.Headers.ETag = $"\"{rendered.Sha256}\"";
        var content = await storage.Container(StorageNames.Documents).GetBlobClient(rendered.Path).OpenReadAsync(cancellationToken: cancellation);
        return new FileStreamResult(content, "application/pdf") { FileDownloadName = $"{invoice.Number}.pdf" };
    }
}
