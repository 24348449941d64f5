using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Rejects a print batch, as after a printer's failure: its letters wait again, and come into the next.</summary>
internal sealed class RejectPrintBatch(PrintBatchDesk desk, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(RejectPrintBatch))]
    [ApiOperation("print batches", "Rejects a print batch that was not printed; its letters wait again, and come into the next one.", Body = typeof(ReasonBody), Answer = typeof(PrintBatchResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "print-batches/{batchId}/reject")] HttpRequest request, string batchId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        return await answers.OnceAsync(key, body, async () =>
            new JsonAnswer(PrintBatchResource.Of(await desk.EndAsync(batchId, PrintBatchStage.Rejected, new PrintBatchEnd(caller.ActorOf(request), clock.GetUtcNow(), body.Reason, key), cancellation), withLetters: true)), cancellation);
    }
}
