using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>What was paid out of a customer's credit.</summary>
/// <param name="CreditId">The credit it comes from, as the customer's resource lists it.</param>
/// <param name="Amount">No more than is unused of it.</param>
/// <param name="PaidOn">When the money went.</param>
/// <param name="Method">The processor or bank it went through; the books have a cash account for each.</param>
/// <param name="Text">The transfer's reference.</param>
internal sealed record RefundBody(string CreditId, Money Amount, DateOnly PaidOn, string Method, string Text) : IRequestBody<RefundBody>
{
    public static RefundBody Read(BodyReader body) => new(
        body.Text("creditId", 200), body.Amount("amount"), body.Date("paidOn"), body.Text("method", 40, TextForm.Slug), body.OptionalText("text", 200));
}

/// <summary>Records that credit was paid out.</summary>
internal sealed class CreateRefund(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreateRefund))]
    [ApiOperation("customers", "Records that unused credit was paid out to the customer. Over the seller's limit it waits for approval (202): ask before the money goes.",
        Body = typeof(RefundBody), Answer = typeof(ApprovableAnswer), Statuses = [201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/refunds")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<RefundBody>(cancellation);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(
            request, Requests.Account(accountId), new RecordRefund(key, body.CreditId, body.Amount, body.PaidOn, body.Method, body.Text), cancellation, body.Text.Length > 0 ? body.Text : null));
    }
}
