using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Settlements;
using Billing.Functions.Storage;

namespace Billing.Functions.Collections;

/// <summary>Money that an agency collected.</summary>
/// <param name="Id">Named by the agency's line.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Facts">That it came, and what the agency kept.</param>
/// <param name="Reference">The invoice.</param>
internal sealed record CollectedPayment(PaymentId Id, string SellerId, IReadOnlyList<PaymentFact> Facts, PaymentReference Reference);

/// <summary>Brings what agencies collect to its invoices, as any payment.</summary>
internal sealed class CollectedMoney(PaymentBook payments, PaymentDrive drive, WorkQueues queues)
{
    public Task<Payment?> FindAsync(PaymentId id, CancellationToken cancellation) => payments.FindAsync(id, cancellation);

    /// <summary>Records the money and drives it to the invoice. Doing it again changes nothing, and finishes what died halfway.</summary>
    public async Task<(PaymentOutcome Outcome, bool IsNew)> CollectAsync(CollectedPayment collected, string actor, CancellationToken cancellation)
    {
        var isNew = await payments.FindAsync(collected.Id, cancellation) is null;
        var receipt = await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(collected.Id.ToString()), cancellation, Completion.ShowsAfter);
        using var deadline = Completion.Deadline(cancellation);
        var outcome = await payments.RecordAsync(collected.Id, collected.SellerId, collected.Facts, collected.Reference, actor, deadline.Token);
        if (outcome.Refusal is null)
            outcome = new PaymentOutcome(await drive.DriveAsync(collected.Id, cancellation), null);
        await queues.DeleteAsync(StorageNames.DrivePayments, receipt, CancellationToken.None);
        return (outcome, isNew);
    }
}

/// <summary>Takes an agency's transfer as a processor's payout: the bank statement that shows it arrives it, and its lines tie with the payments.</summary>
internal sealed class RemittanceIntake(PayoutArrivals payouts, SettlementIntake settlements, SettlementBook known)
{
    /// <summary>Whether the transfer was taken before with other lines, which these would take the place of.</summary>
    public async Task<bool> IsOtherAsync(Agency agency, string remittanceId, IReadOnlyList<(PaymentId Payment, ImportLine Line)> lines, CancellationToken cancellation) =>
        await known.FindAsync(PayoutOf(agency, remittanceId, lines), cancellation) is { } before && !before.ToHashSet().SetEquals(Settled(lines));

    public async Task TakeAsync(Agency agency, string remittanceId, IReadOnlyList<(PaymentId Payment, ImportLine Line)> lines, string actor, CancellationToken cancellation)
    {
        var currency = lines[0].Line.Gross!.Value.Currency;
        var payout = PayoutOf(agency, remittanceId, lines);
        var net = Money.Sum(lines.Select(one => one.Line.Gross!.Value - one.Line.Fee!.Value), currency);
        await payouts.RecordAsync(payout, agency.SellerId, new PayoutMade(net, Money.Zero(currency), lines.Max(one => one.Line.ValueDate!.Value), remittanceId), cancellation);

        // The fee is a fact of the payment already, by the same key: it counts once.
        await settlements.TakeAsync(payout, agency.SellerId, Settled(lines), actor, cancellation);
    }

    private static PaymentId PayoutOf(Agency agency, string remittanceId, IReadOnlyList<(PaymentId Payment, ImportLine Line)> lines) =>
        new(agency.Processor, agency.SellerId, $"{remittanceId}:{lines[0].Line.Gross!.Value.Currency}");

    private static List<SettlementLine> Settled(IEnumerable<(PaymentId Payment, ImportLine Line)> lines) => [.. lines.Select(one => new SettlementLine(
        one.Line.LineId, SettlementKind.Charge, one.Payment.ToString(), one.Line.Gross!.Value, one.Line.Fee!.Value, one.Line.ValueDate!.Value, new PaymentSucceeded(one.Line.Gross!.Value, one.Line.ValueDate!.Value).Key))];
}
