using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Usage;

/// <summary>Shows what was used in a period and the events behind it, so that an invoice line can be traced to them.</summary>
internal sealed class GetUsage(CustomerReader customers, UsageBook book)
{
    [Function(nameof(GetUsage))]
    [ApiOperation("usage", "Shows what a subscription used in a period, with the events that it adds up from.", Answer = typeof(UsageResource),
        Query = ["!period: any day of the period", "limit: how many events at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/subscriptions/{subscriptionId}/usage")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        query.Text("period", required: true);
        var (day, limit, place) = (query.Date("period"), query.Limit(), query.Continuation());
        query.Check(day is not { Year: < 1970 or > 2999 }, "period", "must be a date such as 2026-01-31");
        query.End();

        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        if (state.Subscriptions.FirstOrDefault(known => known.SubscriptionId == subscriptionId) is not { } subscription)
            return Problems.NotFound($"subscription '{subscriptionId}' of account '{account}'");

        // The start of a period that was billed, as an invoice line gives it, names that period for ever; another day lies in one.
        var key = new UsagePeriodKey(subscriptionId, day!.Value);
        var reading = await book.ReadAsync(account, key, close: false, cancellation);
        if (reading is { EventCount: 0, Closed: false })
        {
            key = UsageMeter.Of(state, subscription).PeriodOf(day.Value);
            reading = await book.ReadAsync(account, key, close: false, cancellation);
        }

        var (events, endsAt) = await book.ListAsync(account, key, limit, place, cancellation);
        return new JsonAnswer(UsageResource.Of(account, reading, new Page<UsageEntry>([.. events.Select(recorded => UsageEntry.Of(key, recorded))], Page.Encode(endsAt))));
    }
}
