using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>The date that subscriptions are billed by.</summary>
/// <param name="Anchor">Nothing for the first billed day of each.</param>
internal sealed record BillingAnchorBody(DateOnly? Anchor) : IRequestBody<BillingAnchorBody>
{
    public static BillingAnchorBody Read(BodyReader body) => new(body.OptionalDate("anchor"));
}

/// <summary>Sets the date that subscriptions without an anchor of their own are billed by, so that they come on one invoice. Named by the version it finds:
/// doing it twice does it once.</summary>
internal sealed class PutBillingAnchor(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(PutBillingAnchor))]
    [ApiOperation("customers", "Sets the date that new subscriptions are billed by, so that they come on one invoice; running ones keep theirs. If-Match is the customer's ETag.", Body = typeof(BillingAnchorBody), Answer = typeof(CommandResource), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/billing-anchor")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<BillingAnchorBody>(cancellation);
        var state = await customers.RequireAsync(account, cancellation);
        if (state.BillingAnchor is not null || request.IfMatch() is not null)
            request.RequireIfMatch($"{state.Version}");
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new SetBillingAnchor(body.Anchor), caller.KeyOf(request, $"version {state.Version}|{body.Anchor:O}"), cancellation));
    }
}
