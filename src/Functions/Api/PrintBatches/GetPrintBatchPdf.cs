using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Gives what is to be printed.</summary>
internal sealed class GetPrintBatchPdf(PrintBatchAnswer answer)
{
    [Function(nameof(GetPrintBatchPdf))]
    [ApiOperation("print batches", "Gives the file of a print batch: its cover sheet, then its letters.", AnswerContentType = DocumentStore.PdfType)]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "print-batches/{batchId}/pdf")] HttpRequest request, string batchId, CancellationToken cancellation) =>
        answer.FileAsync(batchId, batch => batch.Pdf, DocumentStore.PdfType, cancellation);
}
