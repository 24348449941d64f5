using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Gives the e-invoice of an invoice or a credit note, exactly as it was delivered; where it was delivered in the PDF, what stands there.</summary>
internal sealed class GetInvoiceXml(InvoiceReader invoices, DocumentAnswer files)
{
    [Function(nameof(GetInvoiceXml))]
    [ApiOperation("invoices", "Gives an invoice or a credit note as an e-invoice (EN 16931), in the customer's format.", AnswerContentType = DocumentStore.XmlType)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/xml")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var invoice = await invoices.RequireIssuedAsync(documentId, cancellation);
        return await files.XmlAsync(request, Requests.Account(invoice.AccountId), documentId, cancellation);
    }
}
