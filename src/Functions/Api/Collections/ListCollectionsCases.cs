using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Lists a seller's cases.</summary>
internal sealed class ListCollectionsCases(IndexList index)
{
    [Function(nameof(ListCollectionsCases))]
    [ApiOperation("collections", "Lists a seller's collections cases by the day of their hand-off.", Answer = typeof(Page<CaseSummary>), Query =
    [
        "!seller: whose cases", "status: sent, acknowledged, recalled or closed", "agency: of one agency only", "from: the first day of hand-off", "to: the last day of hand-off",
        "limit: how many at most", "continuation: where the page before ended",
    ])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-cases")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, status, agency, from, to) = (query.Seller(), query.Choice<CaseStatus>("status"), query.Text("agency"), query.Date("from"), query.Date("to"));
        query.Check(from is null || to is null || from <= to, "to", "must not be before from");
        var filters = new List<string>();
        if (status is { } wanted)
            filters.Add(TableClient.CreateQueryFilter($"Status eq {wanted.ToString()}"));
        if (agency is not null)
            filters.Add(TableClient.CreateQueryFilter($"AgencyId eq {agency}"));
        var asked = new IndexQuery(seller, IndexPartitions.Cases, from, to, filters.Count > 0 ? string.Join(" and ", filters) : null, null, query.Limit(), query.Continuation());
        query.End();
        var (entries, endsAt) = await index.ReadAsync<CaseEntry>(asked, cancellation);
        return new JsonAnswer(new Page<CaseSummary>([.. entries.Select(CaseSummary.Of)], Page.Encode(endsAt)));
    }
}
