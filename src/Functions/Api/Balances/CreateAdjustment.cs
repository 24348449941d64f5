using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>What credit a customer is given without a document, and why.</summary>
internal sealed record AdjustmentBody(Money Amount, ReasonCode Reason, string Text) : IRequestBody<AdjustmentBody>
{
    public static AdjustmentBody Read(BodyReader body) => new(body.Amount("amount"), body.Choice<ReasonCode>("reason"), body.Text("text", 200));
}

/// <summary>Gives a customer credit without a document.</summary>
internal sealed class CreateAdjustment(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreateAdjustment))]
    [ApiOperation("customers", "Gives a customer credit without a document, such as goodwill. Over the seller's limit it waits for approval (202).",
        Body = typeof(AdjustmentBody), Answer = typeof(ApprovableAnswer), Statuses = [201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/adjustments")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<AdjustmentBody>(cancellation);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(request, Requests.Account(accountId), new AdjustBalance(key, body.Amount, body.Reason, body.Text), cancellation, body.Text));
    }
}
