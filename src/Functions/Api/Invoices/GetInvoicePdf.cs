using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Gives a document's PDF, exactly as it was delivered.</summary>
internal sealed class GetInvoicePdf(InvoiceReader invoices, DocumentStore documents)
{
    [Function(nameof(GetInvoicePdf))]
    [ApiOperation("invoices", "Gives a document's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var invoice = await invoices.RequireAsync(documentId, cancellation);
        var account = Requests.Account(invoice.AccountId);
        if (invoice.SettledBefore is not null)
            return Problem.Of(StatusCodes.Status404NotFound, "taken-over", "The invoice was issued in another system; its document is there.");
        if (await documents.FindAsync(account, documentId, cancellation) is not { } stored)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem.Of(StatusCodes.Status404NotFound, "not-rendered", invoice.Number is null ? "A draft has no PDF; it is rendered when it is issued." : "The PDF is not rendered yet; ask again in a moment.");
        }

        request.HttpContext.Response.Headers.ETag = $"\"{stored.Sha256}\"";
        return new FileContentResult((await documents.ReadAsync(stored, cancellation)).ToArray(), "application/pdf") { FileDownloadName = $"{invoice.Number}.pdf" };
    }
}
