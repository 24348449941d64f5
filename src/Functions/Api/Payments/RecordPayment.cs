using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>Records a cheque, a transfer or cash, and brings it to the account that its reference names; without one it waits in suspense.</summary>
internal sealed class RecordPayment(ManualPayments payments, FirstAnswers answers, Caller caller, SellerSettings settings, ConfigurationBook configuration, TimeProvider clock)
{
    [Function(nameof(RecordPayment))]
    [ApiOperation("payments", "Records a cheque, a transfer or cash.", Body = typeof(PaymentBody), Answer = typeof(PaymentResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "payments")] HttpRequest request, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<PaymentBody>(cancellation);
        return await answers.OnceAsync(key, body, () => RecordAsync(request, key, body, cancellation), cancellation);
    }

    private async Task<JsonAnswer> RecordAsync(HttpRequest request, string key, PaymentBody body, CancellationToken cancellation)
    {
        await RequirePastAsync(body, cancellation);

        // The reference's free text tells how it came; the payment's id tells that a person recorded it.
        var text = $"{body.Method.ToString().ToLowerInvariant()} {body.Reference.Text}".TrimEnd();
        var manual = new ManualPayment(body.SellerId, key, body.Amount, body.ValueDate, body.Reference with { Text = text, Method = body.Method });
        var outcome = await payments.RecordAsync(manual, caller.ActorOf(request), body.Reason, cancellation);
        if (outcome.Refusal is { } refusal)
            throw new ProblemException(Problems.Refused(refusal));
        var id = outcome.Payment!.Id.ToString();
        return new JsonAnswer(PaymentResource.Of(outcome.Payment), StatusCodes.Status201Created, Location: $"/api/payments/{Uri.EscapeDataString(id)}");
    }

    private async Task RequirePastAsync(PaymentBody body, CancellationToken cancellation)
    {
        if (await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, body.SellerId, body.SellerId, cancellation) is null)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "unknown-seller", "The payment's seller does not exist.", [new Fault($"there is no seller {body.SellerId}", "#/sellerId")]));
        await settings.RequireCompleteAsync(body.SellerId, cancellation);
        var today = (await configuration.ReadAsync(body.SellerId, cancellation)).DateAt(clock.GetUtcNow());
        if (body.ValueDate > today)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "value-date-ahead", "Money is recorded when it is there.", [new Fault($"must not be after {today:O}, the seller's today", "#/valueDate")]));
    }
}
