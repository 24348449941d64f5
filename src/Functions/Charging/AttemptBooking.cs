using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;

namespace Billing.Functions.Charging;

/// <summary>Books what a call answered: as facts of the payment, the same that webhooks tell of, so that whoever comes first counts; or as the answer alone,
/// where the processor made no payment.</summary>
internal sealed class AttemptBooking(PaymentBook payments, PaymentDrive drive, AttemptAnswers answers, ConfigurationBook configuration, TimeProvider clock)
{
    public async Task BookAsync(ChargeCall call, ChargeAnswer answer, CancellationToken cancellation)
    {
        var today = (await configuration.ReadAsync(call.AccountId.Seller, cancellation)).DateAt(clock.GetUtcNow());
        var actor = $"{call.Method.Processor}:{call.Method.MerchantAccount}";
        switch (answer)
        {
            case ChargeAnswer.Taken taken:
                await BookAsync(call, taken.PaymentId, taken.Settled ? new PaymentSucceeded(call.Amount, today) : new PaymentPending(today), actor, cancellation);
                break;
            case ChargeAnswer.Declined { PaymentId: { } paymentId } declined:
                await BookAsync(call, paymentId, new PaymentFailed(call.AttemptId, declined.Code, today, declined.Hard), actor, cancellation);
                break;
            case ChargeAnswer.Declined declined:
                await answers.AnswerAsync(call.AccountId, new AnswerPaymentAttempt(call.DocumentId, call.AttemptId, new AttemptAnswer.Failed("", declined.Code, declined.Hard, AfterSuccess: false)), actor, cancellation);
                break;
        }
    }

    private async Task BookAsync(ChargeCall call, string paymentId, PaymentFact fact, string actor, CancellationToken cancellation)
    {
        var id = new PaymentId(call.Method.Processor, call.Method.MerchantAccount, paymentId);
        var reference = new PaymentReference(call.InvoiceNumber, call.DocumentId, "", PayerAccount: call.Method.PayerReference, AttemptId: call.AttemptId);
        if ((await payments.RecordAsync(id, call.AccountId.Seller, [fact], reference, actor, cancellation)).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Message);
        await drive.DriveAsync(id, cancellation);
    }
}
