using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Subscriptions;

/// <summary>Starts a subscription.</summary>
internal sealed class CreateSubscription(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(CreateSubscription))]
    [ApiOperation("subscriptions", "Starts a subscription.", Body = typeof(SubscriptionBody), Answer = typeof(SubscriptionResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/subscriptions")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<SubscriptionBody>(cancellation);
        await RequireChildAsync(account, body.ForAccount, cancellation);
        var command = new StartSubscription(body.SubscriptionId ?? $"s-{key[..16]}", body.PriceId, body.Quantity, body.Start, body.Anchor, body.TrialEnd, body.End, body.CommittedUntil, body.ForAccount);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, command, key, cancellation);
        var started = outcome.Events.OfType<SubscriptionStarted>().Single().Subscription;
        return new JsonAnswer(SubscriptionResource.Of(account, started), StatusCodes.Status201Created, Location: $"/api/customers/{account}/subscriptions/{started.SubscriptionId}");
    }

    private async Task RequireChildAsync(AccountId account, string forAccount, CancellationToken cancellation)
    {
        if (forAccount.Length > 0 && (await customers.FindAsync(AccountId.Parse(forAccount), cancellation))?.Parent?.AccountId != account.ToString())
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "not-a-child", "A parent buys for its own children.", [new Fault($"{forAccount} is no child of {account}; link it first", "#/forAccount")]));
    }
}
