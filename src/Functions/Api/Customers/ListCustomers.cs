using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Lists a seller's customers.</summary>
internal sealed class ListCustomers(IndexList index, AccountRows rows)
{
    [Function(nameof(ListCustomers))]
    [ApiOperation("customers", "Lists a seller's customers by account id.", Answer = typeof(Page<CustomerSummary>), Query = ["!seller: whose customers", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var asked = new IndexQuery(query.Seller(), IndexPartitions.Customers, null, null, null, null, query.Limit(), query.Continuation());
        query.End();
        var (entries, endsAt) = await index.ReadAsync<CustomerEntry>(asked, cancellation);
        return new JsonAnswer(new Page<CustomerSummary>(await Task.WhenAll(entries.Select(entry => SummaryAsync(entry, cancellation))), Page.Encode(endsAt)));
    }

    private async Task<CustomerSummary> SummaryAsync(CustomerEntry entry, CancellationToken cancellation)
    {
        var account = AccountId.Parse(entry.AccountId);
        var profile = await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(entry.ProfileVersion), cancellation);
        return new CustomerSummary(
            entry.AccountId, account.Customer, profile?.Name ?? "", profile?.Address.Country ?? "", entry.Receivable, entry.Credit, entry.OpenInvoices, entry.OverdueInvoices,
            entry.Subscriptions, entry.BillingParked, entry.DunningHeld);
    }
}
