using Billing.Functions.Api.Contract;
using Billing.Functions.Inbox;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Inbox;

/// <summary>Shows a webhook event with its body.</summary>
internal sealed class GetInboxEvent(InboxBook inbox, MerchantAccounts merchants)
{
    [Function(nameof(GetInboxEvent))]
    [ApiOperation("inbox", "Shows a webhook event with its body exactly as it came.", Answer = typeof(InboxResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "inbox/{processor}/{key}")] HttpRequest request, string processor, string key, CancellationToken cancellation)
    {
        if (!InboxBook.IsKey(key) || await inbox.FindAsync(processor, key, cancellation) is not { } stored)
            return Problems.NotFound($"event '{key}' of {processor}");
        var seller = (await merchants.AllAsync(cancellation)).GetValueOrDefault(stored.Account);
        return new JsonAnswer(new InboxResource(InboxSummary.Of(stored, seller), (await inbox.FindBodyAsync(stored, cancellation))?.ToString()));
    }
}
