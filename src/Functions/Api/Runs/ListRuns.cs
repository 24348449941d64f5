using System.Globalization;
using Billing.Functions.Api.Contract;
using Billing.Functions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Runs;

/// <summary>Lists the runs of a month.</summary>
internal sealed class ListRuns(RunBook runs, TimeProvider clock)
{
    [Function(nameof(ListRuns))]
    [ApiOperation("runs", "Lists the runs of a month (UTC), newest first.", Answer = typeof(Page<RunResource>), Query = ["month: yyyy-MM; the current month where it is left out", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var month = query.Text("month") ?? clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        query.Check(DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "month", "must be a month such as 2026-01");
        var (limit, after) = (query.Limit(otherwise: 20, max: 50), query.Continuation());
        query.End();

        var ids = runs.RunIdsAsync(month, cancellation);
        var page = await (after is null ? ids : ids.SkipWhile(id => id != after).Skip(1)).Take(limit + 1).ToListAsync(cancellation);
        var items = new List<RunResource>();
        foreach (var id in page.Take(limit))
        {
            if (await runs.FindAsync(id, cancellation) is { } progress)
                items.Add(RunResource.Of(progress));
        }

        return new JsonAnswer(new Page<RunResource>(items, Page.Encode(page.Count > limit ? page[limit - 1] : null)));
    }
}
