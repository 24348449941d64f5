using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PaymentAttempts;

/// <summary>Gives up an attempt of which an operator knows that the processor does not have it.</summary>
internal sealed class WithdrawAttempt(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(WithdrawAttempt))]
    [ApiOperation("payment-attempts", "Gives up a payment attempt that the processor certainly does not have; look there first. Money that comes all the same still pays the invoice.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/payment-attempts/{attemptId}/withdraw")] HttpRequest request, string documentId, string attemptId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new WithdrawPaymentAttempt(documentId, attemptId, body.Reason), cancellation, body.Reason));
    }
}
