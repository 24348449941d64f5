namespace Billing.Domain;

/// <summary>What becomes of days that are billed and will not be served.</summary>
public enum UnusedTime
{
    /// <summary>Their share of what was billed is credited.</summary>
    Credit,

    /// <summary>They stay paid for.</summary>
    Forfeit,
}

/// <summary>The credit for days that were billed in advance and are not used: by days, of the amount after discounts, taxed as it was, and never more
/// than credit notes and other unused time have left of the line.</summary>
internal static class UnusedTimeCredit
{
    /// <summary>Whether what was billed ahead is known from a day on; what lies further back is corrected on its invoice.</summary>
    public static bool Reaches(Subscription subscription, DateOnly from) =>
        subscription.Ahead.Count > 0 && subscription.Ahead.Min(known => known.Line.Period.Start) <= from;

    /// <summary>The credits for all that is billed from a day on, to be billed on another.</summary>
    public static IReadOnlyList<PendingCharge> From(Account account, Subscription subscription, DateOnly from, DateOnly billOn) =>
        [.. subscription.Ahead.Where(known => known.Line.Period.End > from).Select(known => Credit(account, subscription, known, from, billOn)).Where(charge => !charge.Line.Gross.IsZero)];

    /// <summary>What stays billed ahead up to a day.</summary>
    public static IReadOnlyList<BilledAhead> Before(IReadOnlyList<BilledAhead> ahead, DateOnly end) =>
        [.. ahead.Where(known => known.Line.Period.Start < end).Select(known => known.Line.Period.End <= end ? known : known with { Line = Used(known.Line, end), Billed = known.Billed ?? known.Line.Net })];

    private static PendingCharge Credit(Account account, Subscription subscription, BilledAhead known, DateOnly from, DateOnly billOn)
    {
        var line = known.Line;
        var unused = new ServicePeriod(line.Period.Start > from ? line.Period.Start : from, line.Period.End);
        var used = Used(line, unused.Start);
        var (amount, net) = (line.Amount() - used.Gross, line.Net - used.Net);
        if (Left(account, known) is var left && left < net)
            (amount, net) = (line.TaxIncluded ? Money.Round(line.Amount().Amount * left.Amount / line.Net.Amount, left.Currency) : left, left);
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
            Net = -net,
            ChargeId = $"unused:{subscription.SubscriptionId}:{subscription.Revision + 1}:{known.DocumentId}:{known.LineNo}",
        };
        return new PendingCharge(credit.ChargeId, Later(billOn, Waiting(account, known)), credit, known.DocumentId, new CreditedLine(known.LineNo, 0, net));
    }

    private static InvoiceLine Used(InvoiceLine line, DateOnly end)
    {
        var used = new ServicePeriod(line.Period.Start, end);
        var amount = Share(line.Amount(), line, used);
        return line with { Period = used, Gross = amount, Discounts = [], Net = line.TaxIncluded ? Share(line.Net, line, used) : amount };
    }

    private static Money Share(Money whole, InvoiceLine line, ServicePeriod used) => Money.Round(whole.Amount * used.Days / line.Period.Days, whole.Currency);

    // What is left of the whole line, after credit notes and other unused time.
    private static Money Left(Account account, BilledAhead known)
    {
        var item = account.Invoices.FirstOrDefault(item => item.ItemId == known.DocumentId);
        var given = (item?.Credited?.Lines ?? []).Concat(item?.UnusedTime ?? []).Where(line => line.LineNo == known.LineNo).Select(line => line.Net);
        var left = (known.Billed ?? known.Line.Net) - Money.Sum(given, known.Line.Net.Currency);
        return left.IsNegative ? Money.Zero(left.Currency) : left;
    }

    // Where the days were too little for an invoice, their charge still waits for one, and the credit for the same. A draft is issued first.
    private static DateOnly? Waiting(Account account, BilledAhead known) =>
        account.Charges.FirstOrDefault(charge => charge.ChargeId == PendingCharge.CarriedOverId(known.DocumentId, known.LineNo))?.BillOn
        ?? account.Drafts.FirstOrDefault(draft => draft.DocumentId == known.DocumentId)?.FinalizeOn;

    private static DateOnly Later(DateOnly a, DateOnly? b) => b > a ? b.Value : a;
}
