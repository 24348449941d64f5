namespace Billing.Domain;

/// <summary>What a subscription bought on each day, past and agreed ahead, folded from its events alone. Nothing of the past is forgotten, as the account's
/// state does.</summary>
/// <param name="started">As it started.</param>
internal sealed class SubscriptionTimeline(Subscription started)
{
    // Between an end and a later start it is not served, as in a pause, and is none.
    private readonly HashSet<DateOnly> gaps = [];
    private Subscription subscription = started with { Ahead = [] };

    private DateOnly FirstPaidDay => subscription.TrialEnd ?? subscription.Start;

    /// <summary>Folds what happened to it.</summary>
    public void Add(AccountEvent happened)
    {
        var was = subscription;
        subscription = happened switch
        {
            SubscriptionChanged e => was with { Terms = [.. was.Terms.Where(terms => terms.From < e.Terms.From), e.Terms] },
            SubscriptionPaused e => was with { Pauses = [.. was.Pauses, e.Pause] },
            SubscriptionResumed e => was with { Pauses = [.. was.Pauses.SkipLast(1), .. was.Pauses[^1].From < e.On ? [was.Pauses[^1] with { Until = e.On }] : Array.Empty<Pause>()] },
            SubscriptionCancelled e => was with { End = e.End },
            SubscriptionReactivated e => was with { End = null, Pauses = was.End is { } end && end < e.From ? [.. was.Pauses.Where(pause => pause.From < end), new Pause(end, e.From)] : was.Pauses },
            _ => was,
        };
        if (happened is SubscriptionReactivated again && was.End is { } gap && gap < again.From)
            gaps.Add(gap);
    }

    /// <summary>Whether it has cost something on a day or before.</summary>
    public bool HasCostBy(DateOnly day, IReadOnlyDictionary<string, Price> prices) =>
        subscription.Terms.Select(terms => terms.From).Prepend(FirstPaidDay).Any(from => FirstPaidDay <= from && from <= day && MonthlyOn(from, prices) != 0);

    /// <summary>Whether it is paused on a day.</summary>
    public bool IsPausedOn(DateOnly day) => subscription.Pauses.Any(pause => pause.From <= day && !(day >= pause.Until) && !gaps.Contains(pause.From));

    /// <summary>What it costs for a month of the year's twelve on a day, in major units, by the price in force then: without coupons, and with tax where the
    /// price includes it. Rounded once, half away from zero; 0 in a trial, a pause, before the start and from the end on, and where usage is metered.</summary>
    /// <param name="day">The day.</param>
    /// <param name="prices">The seller's catalogue.</param>
    /// <exception cref="InvalidOperationException">The catalogue has not its price.</exception>
    public decimal MonthlyOn(DateOnly day, IReadOnlyDictionary<string, Price> prices)
    {
        var terms = subscription.TermsOn(day);
        if (terms.Metered || day < FirstPaidDay || day >= subscription.End || subscription.IsPausedOn(day))
            return 0;
        if (!prices.TryGetValue(terms.PriceId, out var price))
            throw new InvalidOperationException($"The seller has no price {terms.PriceId}, which subscription {subscription.SubscriptionId} is billed by; restore it.");
        var version = price.VersionFor(terms.Calendar.PeriodOf(day).Start, day, terms.From);
        return Money.Round(version.FullAmount(terms.Quantity) * MonthsShare(terms.Interval), price.Currency).Amount;
    }

    // A year has 12 months, and 365 days.
    private static decimal MonthsShare(BillingInterval interval) => interval.Unit switch
    {
        IntervalUnit.Day => 365m / 12 / interval.Count,
        IntervalUnit.Week => 365m / 7 / 12 / interval.Count,
        IntervalUnit.Month => 1m / interval.Count,
        _ => 1m / (12 * interval.Count),
    };
}
