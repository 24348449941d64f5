using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Gives a document's PDF, exactly as it was delivered.</summary>
internal sealed class GetInvoicePdf(InvoiceReader invoices, DocumentAnswer files)
{
    [Function(nameof(GetInvoicePdf))]
    [ApiOperation("invoices", "Gives a document's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var invoice = await invoices.RequireIssuedAsync(documentId, cancellation);
        return await files.PdfAsync(request, Requests.Account(invoice.AccountId), documentId, cancellation);
    }
}
