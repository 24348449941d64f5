namespace Billing.Domain;

/// <summary>Interest below the least that is charged on one document, after the last step that charges any: it runs on, and all that waits is charged on the
/// first day that it comes to the least together. What has not come to it when its invoice is settled is not charged.</summary>
internal static class WaitingInterest
{
    // What does not come to the least within ten years is looked at again when the account changes, or its calendar is audited.
    private const int MostDaysAhead = 3653;

    /// <summary>The invoices whose interest waits and that nothing stops on a day.</summary>
    public static IReadOnlyList<InvoiceItem> On(Account account, DunningPolicy policy, DateOnly today) =>
        [.. Of(account, policy, today).Where(known => known.FreeOn <= today).Select(known => known.Item)];

    /// <summary>Of these, those whose interest is charged on a day without a notice; none where it is not enough, or where something was charged on it already.</summary>
    public static IReadOnlyList<InvoiceItem> Due(Account account, DunningPolicy policy, DateOnly today) =>
        !(account.LastLateChargeOn >= today) && !policy.QuietDays.IsQuiet(today) && On(account, policy, today) is var waiting && IsEnough(account, waiting, policy, today) ? waiting : [];

    /// <summary>The next day, today or later, that something is charged, if nothing changes; null where that is not foreseen.</summary>
    public static DateOnly? NextOn(Account account, DunningPolicy policy, DateOnly today)
    {
        var waiting = Of(account, policy, today).ToList();
        var first = account.LastLateChargeOn is { } last && last >= today ? last.AddDays(1) : today;
        bool IsEnoughIn(int days) => IsEnough(account, [.. waiting.Where(known => known.FreeOn <= first.AddDays(days)).Select(known => known.Item)], policy, first.AddDays(days));
        if (waiting.Count == 0 || !IsEnoughIn(MostDaysAhead))
            return null;

        // What waits never becomes less.
        var (before, from) = (-1, MostDaysAhead);
        while (from - before > 1)
        {
            var middle = (before + from) / 2;
            (before, from) = IsEnoughIn(middle) ? (before, middle) : (middle, from);
        }

        return policy.QuietDays.NextOpen(first.AddDays(from));
    }

    /// <summary>The terms that the interest of an invoice runs on by; null where none waits.</summary>
    public static InterestTerms? TermsOf(InvoiceItem item, DunningPolicy policy) =>
        item.Late?.DeferredAt is { } points && policy.LateCharges.Interest is { } table ? new InterestTerms(table, points, policy.QuietDays) : null;

    private static IEnumerable<(InvoiceItem Item, DateOnly FreeOn)> Of(Account account, DunningPolicy policy, DateOnly today)
    {
        if (account.Invoices.All(item => item.Late?.DeferredAt is null))
            yield break;
        foreach (var subject in DunningSubject.OfOpen(account, policy, today).Where(subject => TermsOf(subject.Item, policy) is not null))
        {
            if (!subject.Ladder.ChargesInterestAfter(subject.Ladder.Step) && DunningStop.FreeOn(subject) is { } free)
                yield return (subject.Item, free);
        }
    }

    private static bool IsEnough(Account account, IReadOnlyList<InvoiceItem> waiting, DunningPolicy policy, DateOnly until)
    {
        var interest = Money.Sum(waiting.Select(item => LateInterest.Of(LateInterest.Spans(account, item, LateInterest.Uncharged(item, policy.QuietDays, until), TermsOf(item, policy)!), account.Currency())), account.Currency());
        return interest.IsPositive && interest.Amount >= policy.LateCharges.MinimumInterest;
    }
}
