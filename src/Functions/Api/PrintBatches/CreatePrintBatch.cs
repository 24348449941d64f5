using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Whose letters are to be printed.</summary>
internal sealed record PrintBatchBody(string SellerId) : IRequestBody<PrintBatchBody>
{
    public static PrintBatchBody Read(BodyReader body) => new(body.Text("sellerId", 40, TextForm.Slug));
}

/// <summary>Makes a print batch now, of what waits: as much as a file has room for.</summary>
internal sealed class CreatePrintBatch(PrintBatchMaker maker, SellerSettings settings, FirstAnswers answers, Caller caller)
{
    // Enough for a day's batches of one seller.
    private const int KeyCharacters = 12;

    [Function(nameof(CreatePrintBatch))]
    [ApiOperation("print batches", "Makes a print batch now of the letters that wait, as many as a file of 500 pages has room for; the nightly ones are made by themselves.", Body = typeof(PrintBatchBody), Answer = typeof(PrintBatchResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "print-batches")] HttpRequest request, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<PrintBatchBody>(cancellation);
        await settings.RequireCompleteAsync(body.SellerId, cancellation);
        return await answers.OnceAsync(key, body, async () =>
            await maker.MakeAsync(body.SellerId, key[..KeyCharacters], caller.ActorOf(request), cancellation) is { } batch
                ? new JsonAnswer(PrintBatchResource.Of(batch, withLetters: true), StatusCodes.Status201Created, Location: $"/api/print-batches/{batch.BatchId}")
                : throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "No letter waits for print."), cancellation);
    }
}
