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

    /// <summary>The days from which on it may cost something else than before.</summary>
    public IEnumerable<DateOnly> Days(IReadOnlyDictionary<string, Price> prices) =>
    [
        FirstPaidDay,
        .. subscription.Terms.Select(terms => terms.From),
        .. subscription.Pauses.Select(pause => pause.Until).OfType<DateOnly>(),
        .. subscription.Terms.Where(terms => !terms.Metered).SelectMany(terms => PriceOf(terms, prices).Versions.Where(version => version.EffectiveFrom > terms.From)
            .SelectMany(version => new[] { version.EffectiveFrom, terms.Calendar.PeriodOf(version.EffectiveFrom).End })),
    ];

    /// <summary>Whether it is paused on a day; what has ended is not.</summary>
    public bool IsPausedOn(DateOnly day) => !(day >= subscription.End) && subscription.Pauses.Any(pause => pause.From <= day && !(day >= pause.Until) && !gaps.Contains(pause.From));

    /// <summary>What it costs on a day by the price in force then, without coupons, and with tax where the price includes it. Nothing in a trial, a pause, before the start and
    /// from the end on, and where usage is metered.</summary>
    /// <param name="day">The day.</param>
    /// <param name="prices">The seller's catalogue.</param>
    /// <exception cref="InvalidOperationException">The catalogue has not its price.</exception>
    public RecurringCost? CostOn(DateOnly day, IReadOnlyDictionary<string, Price> prices)
    {
        var terms = subscription.TermsOn(day);
        if (terms.Metered || day < FirstPaidDay || day >= subscription.End || subscription.IsPausedOn(day))
            return null;
        var (price, start) = (PriceOf(terms, prices), terms.Calendar.PeriodOf(day).Start);
        return new RecurringCost(subscription.SubscriptionId, price.Product, price.Currency, start, terms.Interval, price.VersionFor(start, day, terms.From).FullAmount(terms.Quantity));
    }

    private Price PriceOf(SubscriptionTerms terms, IReadOnlyDictionary<string, Price> prices) => prices.TryGetValue(terms.PriceId, out var price)
        ? price
        : throw new InvalidOperationException($"The seller has no price {terms.PriceId}, which subscription {subscription.SubscriptionId} is billed by; restore it.");
}

/// <summary>What a subscription costs for a full period.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Product">What it buys.</param>
/// <param name="Currency">Of its price.</param>
/// <param name="PeriodStart">The first day of the period.</param>
/// <param name="Interval">How long the period is.</param>
/// <param name="Amount">In major units of the currency, exact.</param>
internal sealed record RecurringCost(string SubscriptionId, string Product, Currency Currency, DateOnly PeriodStart, BillingInterval Interval, decimal Amount)
{
    /// <summary>As documents have it: rounded once, half away from zero.</summary>
    public Money Rounded => Money.Round(Amount, Currency);

    /// <summary>For one of a year's 12 months, in major units; rounded once, half away from zero.</summary>
    public decimal Monthly => Money.Round(Amount * MonthsShare(Interval), Currency).Amount;

    // A year has 12 months, and 365 days.
    private static decimal MonthsShare(BillingInterval interval) => interval.Unit switch
    {
        IntervalUnit.Day => 365m / 12 / interval.Count,
        IntervalUnit.Week => 365m / 7 / 12 / interval.Count,
        IntervalUnit.Month => 1m / interval.Count,
        _ => 1m / (12 * interval.Count),
    };
}
