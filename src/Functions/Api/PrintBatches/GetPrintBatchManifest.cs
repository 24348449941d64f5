using Billing.Functions.Api.Contract;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Gives the list of what lies where in a print batch.</summary>
internal sealed class GetPrintBatchManifest(PrintBatchAnswer answer)
{
    [Function(nameof(GetPrintBatchManifest))]
    [ApiOperation("print batches", "Gives the manifest of a print batch as CSV: each letter with its address, its pages and the page it begins on.", AnswerContentType = PrintBatchFiles.CsvType)]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "print-batches/{batchId}/manifest")] HttpRequest request, string batchId, CancellationToken cancellation) =>
        answer.FileAsync(batchId, batch => batch.Manifest, PrintBatchFiles.CsvType, cancellation);
}
