using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>What a change would do.</summary>
/// <param name="Outcome">To the subscription, with what would be credited.</param>
/// <param name="Upcoming">What would be billed next; nothing where nothing is to come.</param>
internal sealed record ChangePreview(SubscriptionOutcome Outcome, UpcomingInvoices? Upcoming);

/// <summary>Shows what a change would do, by the code that does it.</summary>
internal sealed class PreviewSubscriptionChange(BillingPreview preview)
{
    [Function(nameof(PreviewSubscriptionChange))]
    [ApiOperation("subscriptions", "Shows what a change would credit and what would be billed next; changes nothing.", Body = typeof(ChangeBody), Answer = typeof(ChangePreview), ChangesNothing = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions/{subscriptionId}/change/preview")] HttpRequest request, string accountId, string subscriptionId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<ChangeBody>(cancellation);
        var changed = await preview.DecideAsync(account, body.ToCommand(subscriptionId), cancellation);
        return new JsonAnswer(new ChangePreview(SubscriptionOutcome.Of(account, subscriptionId, null, changed), await preview.NextAsync(account, changed, cancellation)));
    }
}
