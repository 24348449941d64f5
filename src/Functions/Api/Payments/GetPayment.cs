using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Shows a payment.</summary>
internal sealed class GetPayment(ManualPayments payments)
{
    [Function(nameof(GetPayment))]
    [ApiOperation("payments", "Shows a payment.", Answer = typeof(PaymentResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "payments/{paymentId}")] HttpRequest request, string paymentId, CancellationToken cancellation) =>
        await payments.FindAsync(Parse(paymentId), cancellation) is { } payment ? JsonAnswer.WithContentETag(PaymentResource.Of(payment)) : Problems.NotFound($"payment '{paymentId}'");

    /// <summary>The payment that a path names.</summary>
    public static PaymentId Parse(string paymentId)
    {
        try
        {
            return PaymentId.Parse(paymentId);
        }
        catch (FormatException)
        {
            throw new ProblemException(Problems.NotFound($"payment '{paymentId}'; its id reads processor|merchantAccount|id, percent-encoded"));
        }
    }
}
