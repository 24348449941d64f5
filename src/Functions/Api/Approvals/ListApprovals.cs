using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Approvals;

/// <summary>Lists what waits for a second person.</summary>
internal sealed class ListApprovals(IndexList index, AccountRows rows)
{
    [Function(nameof(ListApprovals))]
    [ApiOperation("approvals", "Lists what waits for a second person, by account; a page has all of its accounts' approvals.", Answer = typeof(Page<ApprovalResource>),
        Query = ["!seller: whose customers", "limit: how many accounts at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "approvals")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var asked = new IndexQuery(query.Seller(), IndexPartitions.Customers, null, null, "Approvals gt 0", null, query.Limit(), query.Continuation());
        query.End();
        var (entries, endsAt) = await index.ReadAsync<CustomerEntry>(asked, cancellation);

        // The list may lag behind; the account says what waits now.
        var states = await Task.WhenAll(entries.Select(async entry => (await rows.StateAsync(AccountId.Parse(entry.AccountId), cancellation)).Account));
        return new JsonAnswer(new Page<ApprovalResource>(
            [.. states.SelectMany(state => (state?.Approvals ?? []).Select(pending => ApprovalResource.Of(state!.AccountId, pending)))], Page.Encode(endsAt)));
    }
}
