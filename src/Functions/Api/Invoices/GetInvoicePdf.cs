using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Gives a document's PDF, exactly as it was delivered.</summary>
internal sealed class GetInvoicePdf(InvoiceReader invoices, PdfAnswer pdf)
{
    [Function(nameof(GetInvoicePdf))]
    [ApiOperation("invoices", "Gives a document's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var invoice = await invoices.RequireAsync(documentId, cancellation);
        if (invoice.SettledBefore is not null)
            return Problem.Of(StatusCodes.Status404NotFound, "taken-over", "The invoice was issued in another system; its document is there.");
        return invoice.Number is null
            ? Problem.Of(StatusCodes.Status404NotFound, "not-rendered", "A draft has no PDF; it is rendered when it is issued.")
            : await pdf.OfAsync(request, Requests.Account(invoice.AccountId), documentId, invoice.Number, cancellation);
    }
}
