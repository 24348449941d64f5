using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>Which credit stays on the account, and why.</summary>
internal sealed record ForgoneRefundBody(string CreditId, string Reason) : IRequestBody<ForgoneRefundBody>
{
    public static ForgoneRefundBody Read(BodyReader body) => new(body.Text("creditId", 200), body.Text("reason", 500));
}

/// <summary>Keeps as credit what waited to be paid out.</summary>
internal sealed class ForgoRefund(AccountCommands commands)
{
    [Function(nameof(ForgoRefund))]
    [ApiOperation("customers", "Keeps credit that waits to be paid out on the account, where it settles invoices.", Body = typeof(ForgoneRefundBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/forgone-refunds")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ForgoneRefundBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new KeepAsCredit(body.CreditId), cancellation, body.Reason));
    }
}
