using Billing.Functions.Api.Contract;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Shows a print batch with its letters.</summary>
internal sealed class GetPrintBatch(PrintBatchBook batches)
{
    [Function(nameof(GetPrintBatch))]
    [ApiOperation("print batches", "Shows a print batch with its letters.", Answer = typeof(PrintBatchResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "print-batches/{batchId}")] HttpRequest request, string batchId, CancellationToken cancellation) =>
        await batches.FindAsync(batchId, cancellation) is var (batch, _) ? new JsonAnswer(PrintBatchResource.Of(batch, withLetters: true)) : Problems.NotFound($"print batch '{batchId}'");
}
