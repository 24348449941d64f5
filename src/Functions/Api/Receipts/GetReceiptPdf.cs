using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Receipts;

/// <summary>Gives a receipt's PDF, exactly as it was delivered.</summary>
internal sealed class GetReceiptPdf(ReceiptReader receipts, DocumentAnswer files)
{
    [Function(nameof(GetReceiptPdf))]
    [ApiOperation("receipts", "Gives a receipt's PDF.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "receipts/{documentId}/pdf")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var (account, _) = await receipts.RequireAsync(documentId, cancellation);
        return await files.PdfAsync(request, account, documentId, cancellation);
    }
}
