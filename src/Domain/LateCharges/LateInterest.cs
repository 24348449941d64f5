namespace Billing.Domain;

/// <summary>Some days of one balance at one rate.</summary>
/// <param name="Days">The days.</param>
/// <param name="Principal">What was owed on each.</param>
/// <param name="Percent">The rate, a year.</param>
public sealed record InterestSpan(ServicePeriod Days, Money Principal, decimal Percent)
{
    /// <summary>Principal × percent × days; the interest is this / (100 × 365).</summary>
    internal decimal Weight => Principal.Amount * Percent * Days.Days;
}

/// <summary>Interest on what an invoice owed after its due date: simple, by days, on the balance as it was at the end of each day. Interest and fees are
/// invoices of their own and bear none.</summary>
internal static class LateInterest
{
    // The days of a year as the rates mean it, in leap years too.
    private const int DaysOfYear = 365;

    /// <summary>The first day that an invoice bears interest: the day after the last one to pay it (section 187 (1) of the German civil code).</summary>
    public static DateOnly FirstDay(InvoiceItem item, QuietDays quietDays) => quietDays.LastDayToPay(item.DueDate).AddDays(1);

    /// <summary>The days of an invoice that were not charged before a day. That day is not over, so it is not among them.</summary>
    public static ServicePeriod Uncharged(InvoiceItem item, QuietDays quietDays, DateOnly until)
    {
        var from = item.Late?.Charged.LastOrDefault(known => known.Days is not null)?.Days?.End ?? FirstDay(item, quietDays);
        return new ServicePeriod(from, until > from ? until : from);
    }

    /// <summary>The days of which something is owed, by balance and rate.</summary>
    /// <param name="account">The invoice's account.</param>
    /// <param name="item">The invoice.</param>
    /// <param name="days">The days that are asked for.</param>
    /// <param name="terms">The rates.</param>
    public static IReadOnlyList<InterestSpan> Spans(Account account, InvoiceItem item, ServicePeriod days, InterestTerms terms)
    {
        var late = item.Late ?? Lateness.None;
        List<BalanceChange> changes = [.. late.Changes];
        var balance = item.Balance;
        foreach (var credit in Covering(account, item))
        {
            changes.Add(credit);
            balance += credit.Amount;
        }

        List<UncountedDays> uncounted = [.. late.NotCounted, .. account.ArrangedDaysOf(item)];
        var cuts = changes.Select(change => change.On).Concat(terms.Table.BaseRates.Select(rate => rate.From))
            .Concat(uncounted.SelectMany(known => new[] { known.From, known.Until ?? days.End }))
            .Where(day => day > days.Start && day < days.End).Append(days.Start).Append(days.End).Distinct().Order().ToList();
        var spans = new List<InterestSpan>();
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            var owed = balance - Money.Sum(changes.Where(change => change.On > start).Select(change => change.Amount), balance.Currency);
            var percent = terms.PercentOn(item, start);
            if (!owed.IsPositive || percent == 0 || uncounted.Any(known => known.Has(start)))
                continue;
            if (spans.Count > 0 && spans[^1] is var last && last.Days.End == start && last.Principal == owed && last.Percent == percent)
                spans[^1] = last with { Days = new ServicePeriod(last.Days.Start, end) };
            else
                spans.Add(new InterestSpan(new ServicePeriod(start, end), owed, percent));
        }

        return spans;
    }

    /// <summary>The interest of some days, exactly, in major units.</summary>
    public static decimal Exact(IEnumerable<InterestSpan> spans) => spans.Sum(span => span.Weight) / (100 * DaysOfYear);

    /// <summary>The interest of some days: rounded once, half away from zero.</summary>
    public static Money Of(IReadOnlyList<InterestSpan> spans, Currency currency) => Money.Round(Exact(spans), currency);

    private static DateOnly FirstDay(InvoiceItem item) => item.DueDate.AddDays(1);

    // Credit that is not used yet pays what it will pay, from the day it came: it could have been set off from then on.
    private static IEnumerable<BalanceChange> Covering(Account account, InvoiceItem item)
    {
        if (item.DisputedBecause is not null)
            yield break;
        var before = Money.Sum(account.Invoices.TakeWhile(known => known.ItemId != item.ItemId).Where(known => known is { IsOpen: true, DisputedBecause: null }).Select(known => known.Balance), item.Balance.Currency);
        var owed = item.Balance;
        foreach (var credit in account.Credits.Where(known => known.IsUsable).TakeWhile(_ => owed.IsPositive))
        {
            var free = credit.Unused - Money.Min(before, credit.Unused);
            before -= credit.Unused - free;
            var part = Money.Min(free, owed);
            owed -= part;
            if (part.IsPositive)
                yield return new BalanceChange(credit.ValueDate, -part);
        }
    }
}
