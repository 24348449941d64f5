using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Puts what a payment settled on an account on other invoices of it.</summary>
internal sealed class ReallocatePayment(AccountCommands commands)
{
    [Function(nameof(ReallocatePayment))]
    [ApiOperation("payments", "Puts a payment on other invoices of an account: it settles the lines and nothing else there, and the rest is credit, which the next billing run uses on what is due first.",
        Body = typeof(PaymentReallocationBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "payments/{paymentId}/reallocations")] HttpRequest request, string paymentId, CancellationToken cancellation)
    {
        var id = GetPayment.Parse(paymentId);
        var body = await request.ReadAsync<PaymentReallocationBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(body.AccountId), new ReallocateCredit(id.ToString(), body.Lines), cancellation, body.Reason));
    }
}
