using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Agrees upon an instalment plan.</summary>
internal sealed class CreateArrangement(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreateArrangement))]
    [ApiOperation("arrangements", "Agrees upon an instalment plan over open invoices, and sends the customer its document. While it runs they are not dunned.",
        Body = typeof(InstalmentPlanBody), Answer = typeof(ArrangementResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/arrangements")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<InstalmentPlanBody>(cancellation);
        return Answer(await commands.CarryOutAsync(request, account, body.ToCommand(key), key, cancellation));
    }

    /// <summary>What was agreed, as it began.</summary>
    internal static JsonAnswer Answer(AccountOutcome outcome)
    {
        var agreed = ((AccountOutcome.Committed)outcome).Events.OfType<ArrangementAgreed>().Single().Arrangement;
        return new JsonAnswer(ArrangementResource.Of(outcome.Account, agreed, Money.Zero(agreed.Covered.Currency)), StatusCodes.Status201Created, Location: $"/api/arrangements/{agreed.ItemId}");
    }
}
