using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Inbox;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Inbox;

/// <summary>Lists webhook events.</summary>
internal sealed class ListInbox(InboxBook inbox, MerchantAccounts merchants, TimeProvider clock)
{
    private const int DaysShown = 30;

    [Function(nameof(ListInbox))]
    [ApiOperation("inbox", "Lists webhook events, newest first.", Answer = typeof(Page<InboxSummary>), Query =
    [
        "status: received, applied, ignored or failed", "processor: who sent them", "seller: whose accounts they are about", "from: the first day of receipt (UTC); 30 days before the last where it is left out",
        "to: the last day of receipt", "limit: how many at most", "continuation: where the page before ended",
    ])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "inbox")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var to = query.Date("to") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (status, processor, seller, from) = (query.Choice<InboxStatus>("status"), query.Text("processor"), query.Text("seller"), query.Date("from") ?? to.AddDays(-DaysShown));
        var (limit, after) = (query.Limit(), query.Continuation());
        query.End();

        var owners = await merchants.AllAsync(cancellation);
        IReadOnlyList<MerchantAccount>? accounts = seller is null ? null : [.. owners.Where(owner => owner.Value == seller).Select(owner => owner.Key)];
        if (accounts is { Count: 0 })
            return new JsonAnswer(new Page<InboxSummary>([], null));
        var (events, endsAt) = await inbox.ListAsync(new InboxQuery(from, to, status, processor, accounts, limit, after), cancellation);
        return new JsonAnswer(new Page<InboxSummary>([.. events.Select(stored => InboxSummary.Of(stored, owners.GetValueOrDefault(stored.Account)))], Page.Encode(endsAt)));
    }
}
