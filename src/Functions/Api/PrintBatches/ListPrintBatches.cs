using System.Globalization;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.PrintBatches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PrintBatches;

/// <summary>Lists a seller's print batches of a month.</summary>
internal sealed class ListPrintBatches(PrintBatchBook batches, SellerSettings settings, TimeProvider clock)
{
    [Function(nameof(ListPrintBatches))]
    [ApiOperation("print batches", "Lists a seller's print batches of a month, newest first.", Answer = typeof(Page<PrintBatchResource>), Query = ["!seller: whose letters", "month: yyyy-MM; the current month where it is left out", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "print-batches")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, month) = (query.Seller(), query.Text("month") ?? clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture));
        query.Check(DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first), "month", "must be a month such as 2026-01");
        var (limit, after) = (query.Limit(), query.Continuation());
        query.End();
        await settings.RequireAsync(seller, cancellation);

        var all = await batches.ListAsync(seller, first, cancellation);
        var page = (after is null ? all : all.SkipWhile(batch => batch.BatchId != after).Skip(1)).Take(limit + 1).ToList();
        return new JsonAnswer(new Page<PrintBatchResource>([.. page.Take(limit).Select(batch => PrintBatchResource.Of(batch, withLetters: false))], Page.Encode(page.Count > limit ? page[limit - 1].BatchId : null)));
    }
}
