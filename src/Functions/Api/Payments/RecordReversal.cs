using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Takes a payment back that the bank did not honour: a cheque that bounced, a transfer that was returned.</summary>
internal sealed class RecordReversal(ManualPayments payments, ConfigurationBook configuration, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(RecordReversal))]
    [ApiOperation("payments", "Takes a cheque or transfer back that the bank did not honour, with the bank's fee: what it paid is owed again. Processors tell of theirs themselves.",
        Body = typeof(ReversalBody), Answer = typeof(PaymentResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "payments/{paymentId}/reversals")] HttpRequest request, string paymentId, CancellationToken cancellation)
    {
        var id = GetPayment.Parse(paymentId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<ReversalBody>(cancellation);
        return await answers.OnceAsync(key, body, async () =>
        {
            var known = await payments.FindAsync(id, cancellation) ?? throw new ProblemException(Problems.NotFound($"payment '{paymentId}'"));
            var today = (await configuration.ReadAsync(known.SellerId, cancellation)).DateAt(clock.GetUtcNow());
            var outcome = await payments.ReverseAsync(id, new PaymentReversal(body.ValueDate, body.Reason, body.Fee), today, key, caller.ActorOf(request), cancellation);
            return outcome.Refusal is { } refusal ? throw new ProblemException(Problems.Refused(refusal)) : new JsonAnswer(PaymentResource.Of(outcome.Payment!));
        }, cancellation);
    }
}
