using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;

namespace Billing.Functions.Settlements;

/// <summary>Takes what a payout consists of: keeps its lines, and makes their fees facts of the payments, or of the payout where they belong to none. A fee
/// that the payment's events told by the same id counts once, and where the payout told all fees in one sum the lines are only compared.</summary>
internal sealed class SettlementIntake(SettlementBook settlements, PayoutBook payouts, PaymentBook payments, WorkQueues queues)
{
    /// <summary>Taking it again changes nothing, and finishes what died halfway.</summary>
    public async Task TakeAsync(PaymentId payout, string sellerId, IReadOnlyList<SettlementLine> lines, string actor, CancellationToken cancellation)
    {
        await settlements.WriteAsync(payout, lines, cancellation);
        if ((await payouts.FindAsync(payout, cancellation))?.Made is { Fees.IsZero: false })
            return;
        foreach (var ofPayment in lines.Where(line => !line.Fee.IsZero).GroupBy(line => line.PaymentId))
        {
            if (ofPayment.Key.Length == 0 || !await ChargeAsync(PaymentId.Parse(ofPayment.Key), sellerId, [.. ofPayment.Select(line => line.ToFee())], actor, cancellation))
            {
                foreach (var line in ofPayment)
                    await payouts.RecordAsync(payout, sellerId, line.ToCharge(), cancellation);
            }
        }
    }

    // A fee in another currency than the payment's is the payout's.
    private async Task<bool> ChargeAsync(PaymentId payment, string sellerId, IReadOnlyList<PaymentFact> fees, string actor, CancellationToken cancellation)
    {
        if ((await payments.RecordAsync(payment, sellerId, fees, PaymentReference.None, actor, cancellation)).Refusal is not null)
            return false;
        await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(payment.ToString()), cancellation);
        return true;
    }
}
