using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Shows an invoice, a cancellation or a draft.</summary>
internal sealed class GetInvoice(InvoiceReader invoices)
{
    [Function(nameof(GetInvoice))]
    [ApiOperation("invoices", "Shows an invoice, another numbered document, or a draft.", Answer = typeof(InvoiceResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}")] HttpRequest request, string documentId, CancellationToken cancellation) =>
        JsonAnswer.WithContentETag(await invoices.RequireAsync(documentId, cancellation));
}
