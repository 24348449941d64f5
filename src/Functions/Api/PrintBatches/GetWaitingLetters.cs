using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>How much waits for print.</summary>
/// <param name="Letters">Letters that no batch has.</param>
/// <param name="Pages">Their printed sides.</param>
internal sealed record WaitingLettersResource(int Letters, int Pages);

/// <summary>Shows how much of a seller's waits for print.</summary>
internal sealed class GetWaitingLetters(LettersForPrint letters, SellerSettings settings)
{
    [Function(nameof(GetWaitingLetters))]
    [ApiOperation("print batches", "Shows how many letters of a seller wait for the next print batch.", Answer = typeof(WaitingLettersResource), Query = ["!seller: whose letters"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "print-batches/waiting")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var seller = query.Seller();
        query.End();
        await settings.RequireAsync(seller, cancellation);
        var waiting = await letters.ListAsync(seller, cancellation);
        return new JsonAnswer(new WaitingLettersResource(waiting.Count, waiting.Sum(letter => letter.Pages)));
    }
}
