using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>From which account to which money is to be moved.</summary>
internal sealed record MoveBody(string FromAccountId, AssignmentBody To) : IRequestBody<MoveBody>
{
    public static MoveBody Read(BodyReader body) => new(body.Text("fromAccountId", 100, TextForm.AccountId), AssignmentBody.Read(body));
}

/// <summary>Moves money that was assigned to the wrong account.</summary>
internal sealed class MovePayment(ManualPayments payments, ConfigurationBook configuration, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    [Function(nameof(MovePayment))]
    [ApiOperation("payments", "Moves money from one account to another: taken back from the one, then given to the other.", Body = typeof(MoveBody), Answer = typeof(PaymentResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "payments/{paymentId}/moves")] HttpRequest request, string paymentId, CancellationToken cancellation)
    {
        var id = GetPayment.Parse(paymentId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<MoveBody>(cancellation);
        return await answers.OnceAsync(key, body, async () =>
        {
            var known = await payments.FindAsync(id, cancellation) ?? throw new ProblemException(Problems.NotFound($"payment '{paymentId}'"));
            var today = (await configuration.ReadAsync(known.SellerId, cancellation)).DateAt(clock.GetUtcNow());
            var outcome = await payments.MoveAsync(id, body.FromAccountId, new PaymentTarget(body.To.AccountId, body.To.DocumentId), body.To.Amount, today, key, caller.ActorOf(request), body.To.Reason, cancellation);
            return outcome.Refusal is { } refusal ? throw new ProblemException(Problems.Refused(refusal)) : new JsonAnswer(PaymentResource.Of(outcome.Payment!));
        }, cancellation);
    }
}
