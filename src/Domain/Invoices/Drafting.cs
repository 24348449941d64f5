namespace Billing.Domain;

/// <summary>The content of invoices before they are issued.</summary>
internal static class Drafting
{
    /// <summary>Numbers lines, takes the coupons off, taxes and sums up.</summary>
    public static Invoice Calculate(
        string documentId, Currency currency, IEnumerable<InvoiceLine> lines, IReadOnlyList<BilledPeriod> periods, int taxTableVersion, IReadOnlyList<AppliedCoupon> coupons) =>
        InvoiceCalculation.Total(documentId, currency, Discounting.Apply([.. lines.Select((line, index) => line.LineNo == index + 1 ? line : line with { LineNo = index + 1 })], coupons), periods, taxTableVersion, coupons);

    /// <summary>A draft as it is issued: what was measured is read once more, for usage that came while it was a draft; all else stays.</summary>
    /// <returns>The invoice, or why it cannot be issued.</returns>
    public static (Invoice? Invoice, string? Problem) Final(Invoice draft, DecisionContext context)
    {
        if (!draft.Periods.Any(period => period.IsMetered))
            return (draft, null);
        var lines = new List<InvoiceLine>();
        var periods = draft.Periods.Select(period => period.IsMetered ? period with { Usage = context.UsageOf(period.UsageKey) } : period).ToList();
        foreach (var period in periods)
        {
            var drafted = draft.Lines.Where(line => line.ChargeId.Length == 0 && line.SubscriptionId == period.SubscriptionId && period.Contains(line.Period)).ToList();
            if (!period.IsMetered)
            {
                lines.AddRange(drafted);
                continue;
            }

            var (priced, problem) = PeriodPricing.Lines(period, context);
            if (problem is not null)
                return (null, problem);
            lines.AddRange(priced.Select(line => line with { Tax = drafted[0].Tax }));
        }

        lines.AddRange(draft.Lines.Where(line => line.ChargeId.Length > 0));
        return (Calculate(draft.DocumentId, draft.Currency, lines, periods, draft.TaxTableVersion, draft.Coupons) with { PurchaseOrder = draft.PurchaseOrder, Memo = draft.Memo }, null);
    }
}
