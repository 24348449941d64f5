namespace Billing.Domain;

/// <summary>Pending credits for unused time that become a credit note to the invoice that billed it.</summary>
/// <param name="Removed">The charges that they were.</param>
/// <param name="Command">The credit note.</param>
internal sealed record CreditForUnusedTime(IReadOnlyList<ChargeRemoved> Removed, IssueCreditNote Command)
{
    public static CreditForUnusedTime Of(string documentId, IReadOnlyList<PendingCharge> charges) => new(
        [.. charges.Select(charge => new ChargeRemoved(charge.ChargeId))],
        new IssueCreditNote(
            $"unused|{string.Join('|', charges.Select(charge => charge.ChargeId).Order(StringComparer.Ordinal))}", documentId,
            [.. charges.GroupBy(charge => charge.Corrects!.LineNo).Select(alike => new CreditedPart(
                alike.Key, Money.Sum(alike.Select(charge => charge.Corrects!.Net), alike.First().Line.Net.Currency), null,
                new ServicePeriod(alike.Min(charge => charge.Line.Period.Start), alike.Max(charge => charge.Line.Period.End))))],
            ReasonCode.Cancellation, CreditDisposition.SettleInvoice));
}
