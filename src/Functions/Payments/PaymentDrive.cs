using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Charging;

namespace Billing.Functions.Payments;

/// <summary>Brings what is held of a payment to the accounts it is for. Each step can be repeated: whatever dies when, driving again loses and doubles nothing.</summary>
internal sealed class PaymentDrive(PaymentBook payments, AccountLedger accounts, EffectSender effects, CashMatcher matcher, AttemptAnswers attempts, PaymentOverview overview)
{
    /// <summary>Assigns what is in suspense where the payer's reference says, carries the pending assignments out, answers the attempt that it comes from, and shows what is left.</summary>
    /// <returns>The payment, or nothing where it does not exist.</returns>
    public async Task<Payment?> DriveAsync(PaymentId id, CancellationToken cancellation)
    {
        if (await payments.FindAsync(id, cancellation) is not { } payment)
            return null;

        await effects.SendAsync(payment, cancellation);
        var target = await matcher.TargetAsync(payment, cancellation);
        do
        {
            payment = (await payments.ChangeAsync(id, payment.SellerId, known => (PaymentDecider.Assign(known, target), null), new PaymentChange($"{id.Processor}:{id.MerchantAccount}"), cancellation)).Payment!;

            // In their order: what is taken back is taken from what was given. An account that can take back only a part at a time leaves the rest to assign again.
            while (payment.Assignments.FirstOrDefault(known => known.Status == AssignmentStatus.Pending) is { } next)
                payment = await CarryOutAsync(payment, next, cancellation);
        }
        while (!ReferenceEquals(PaymentDecider.Assign(payment, target), payment));

        await matcher.LearnAsync(payment, cancellation);
        await attempts.AnswerAsync(payment, cancellation);
        return await overview.ShowAsync(id, cancellation);
    }

    private async Task<Payment> CarryOutAsync(Payment payment, Assignment assignment, CancellationToken cancellation)
    {
        var origin = await payments.FindOriginAsync(payment.Id, assignment.No, cancellation)
            ?? throw new InvalidOperationException($"Payment {payment.Id} does not say who decided assignment {assignment.No}.");
        var outcome = await accounts.TransactAsync(new AccountRequest(
            AccountId.Parse(assignment.AccountId), assignment.ToCommand(payment), new CommandId("pay", assignment.IdOf(payment.Id)), null, origin.Actor, origin.Reason, Payer: payment.Reference), cancellation);

        // The answer is recorded last: until then the assignment is pending, and driving again sends the effects again.
        await effects.SendAsync([outcome], cancellation);
        var refusal = (outcome as AccountOutcome.Refused)?.Refusal;
        var events = (outcome as AccountOutcome.Committed)?.Events ?? [];
        var taken = events.OfType<PaymentReversed>().FirstOrDefault()?.Amount;
        var receiptId = events.OfType<ReceiptIssued>().FirstOrDefault()?.Receipt.DocumentId;
        return (await payments.ChangeAsync(payment.Id, payment.SellerId, known => (PaymentDecider.Answered(known, assignment.No, refusal, taken, receiptId), null), new PaymentChange(origin.Actor), cancellation)).Payment!;
    }
}
