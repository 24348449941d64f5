using Billing.Functions.Api.Contract;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Gives what is in suspense to accounts, in one part or several.</summary>
internal sealed class AssignPayment(ManualPayments payments, FirstAnswers answers, Caller caller)
{
    [Function(nameof(AssignPayment))]
    [ApiOperation("payments", "Gives what is in suspense to accounts, in one part or in several lines: all of them or none. Each account's answer stands in its assignment.", Body = typeof(AssignmentsBody), Answer = typeof(PaymentResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "payments/{paymentId}/assignments")] HttpRequest request, string paymentId, CancellationToken cancellation)
    {
        var id = GetPayment.Parse(paymentId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<AssignmentsBody>(cancellation);
        return await answers.OnceAsync(key, body, async () =>
        {
            var outcome = await payments.AssignAsync(id, body.Lines, key, caller.ActorOf(request), body.Reason, cancellation);
            return outcome.Refusal is { } refusal ? throw new ProblemException(Problems.Refused(refusal)) : new JsonAnswer(PaymentResource.Of(outcome.Payment!));
        }, cancellation);
    }
}
