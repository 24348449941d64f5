namespace Billing.Domain;

/// <summary>What becomes of days that are billed and will not be served.</summary>
public enum UnusedTime
{
    /// <summary>Their share of what was billed is credited.</summary>
    Credit,

    /// <summary>They stay paid for.</summary>
    Forfeit,
}

/// <summary>The credit for days that were billed in advance and are not used: by days, of the amount after discounts, taxed as it was.</summary>
internal static class UnusedTimeCredit
{
    /// <summary>Whether what was billed ahead is known from a day on; what lies further back is corrected on its invoice.</summary>
    public static bool Reaches(Subscription subscription, DateOnly from) =>
        subscription.Ahead.Count > 0 && subscription.Ahead.Min(known => known.Line.Period.Start) <= from;

    /// <summary>The credits for all that is billed from a day on, to be billed on another.</summary>
    public static IReadOnlyList<PendingCharge> From(Subscription subscription, DateOnly from, DateOnly billOn) =>
        [.. subscription.Ahead.Where(known => known.Line.Period.End > from).Select(known => Credit(subscription, known, from, billOn)).Where(charge => !charge.Line.Gross.IsZero)];

    /// <summary>What stays billed ahead up to a day.</summary>
    public static IReadOnlyList<BilledAhead> Before(IReadOnlyList<BilledAhead> ahead, DateOnly end) =>
        [.. ahead.Where(known => known.Line.Period.Start < end).Select(known => known.Line.Period.End <= end ? known : known with { Line = Kept(known.Line, end) })];

    private static PendingCharge Credit(Subscription subscription, BilledAhead known, DateOnly from, DateOnly billOn)
    {
        var line = known.Line;
        var unused = new ServicePeriod(line.Period.Start > from ? line.Period.Start : from, line.Period.End);
        var amount = line.Amount() - Share(line, new ServicePeriod(line.Period.Start, unused.Start));
        var credit = line with
        {
            LineNo = 0,
            Kind = LineKind.UnusedTime,
            Period = unused,
            Quantity = -1,
            Unit = "",
            UnitPrice = amount.Amount,
            Gross = -amount,
            Discounts = [],
            Net = -amount,
            ChargeId = $"unused:{subscription.SubscriptionId}:{subscription.Revision + 1}:{known.DocumentId}:{known.LineNo}",
        };
        return new PendingCharge(credit.ChargeId, billOn, credit, known.DocumentId, known.LineNo);
    }

    private static InvoiceLine Kept(InvoiceLine line, DateOnly end)
    {
        var used = new ServicePeriod(line.Period.Start, end);
        var amount = Share(line, used);
        return line with { Period = used, Gross = amount, Discounts = [], Net = amount };
    }

    private static Money Share(InvoiceLine line, ServicePeriod used) =>
        Money.Round(line.Amount().Amount * used.Days / line.Period.Days, line.Gross.Currency);
}
