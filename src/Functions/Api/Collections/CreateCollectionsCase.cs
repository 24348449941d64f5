using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Hands invoices of a customer to collections now.</summary>
internal sealed class CreateCollectionsCase(AccountCommands commands, CaseAnswers cases)
{
    [Function(nameof(CreateCollectionsCase))]
    [ApiOperation("collections", "Hands overdue invoices of a customer to collections now, without waiting for the ladder or the least amount. What is contested, arranged, on hold or about to be paid is not handed off. They are added to the customer's open case, if there is one.",
        Body = typeof(HandOffBody), Answer = typeof(CaseResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/collections-cases")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<HandOffBody>(cancellation);
        var outcome = await commands.CarryOutAsync(request, account, body.ToCommand(), cancellation, body.Reason);
        var caseId = ((AccountOutcome.Committed)outcome).Events.OfType<AccountSentToCollections>().Single().CaseId;
        return await cases.ShowAsync(caseId, cancellation) with { Status = StatusCodes.Status201Created, Location = $"/api/collections-cases/{caseId}" };
    }
}
