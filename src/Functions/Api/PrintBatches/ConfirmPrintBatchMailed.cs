using Billing.Functions.Api.Contract;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Records that a print batch was mailed: its letters count as sent from then on.</summary>
internal sealed class ConfirmPrintBatchMailed(PrintBatchDesk desk, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(ConfirmPrintBatchMailed))]
    [ApiOperation("print batches", "Records that a print batch was mailed, by whom and when; its letters count as sent from then on.", Answer = typeof(PrintBatchResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "print-batches/{batchId}/mailed")] HttpRequest request, string batchId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        return await answers.OnceAsync(key, batchId, async () =>
            new JsonAnswer(PrintBatchResource.Of(await desk.EndAsync(batchId, PrintBatchStage.Mailed, new PrintBatchEnd(caller.ActorOf(request), clock.GetUtcNow(), null, key), cancellation), withLetters: true)), cancellation);
    }
}
