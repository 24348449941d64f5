namespace Billing.Domain;

/// <summary>What a customer's subscriptions cost on each day, past and agreed ahead, folded from the account's events alone.</summary>
internal sealed class AccountTimeline
{
    private readonly Dictionary<string, SubscriptionTimeline> subscriptions = new(StringComparer.Ordinal);
    private readonly CouponTimeline coupons = new();

    /// <summary>Its subscriptions, in the order they began.</summary>
    public IReadOnlyCollection<SubscriptionTimeline> Subscriptions => subscriptions.Values;

    /// <summary>Folds what one command recorded.</summary>
    public void Add(KnownEvents recorded)
    {
        foreach (var happened in recorded.Events)
        {
            if (happened is SubscriptionStarted { Subscription: var started })
                subscriptions[started.SubscriptionId] = new SubscriptionTimeline(started);
            else if (SubscriptionOf(happened) is { } id)
                subscriptions[id].Add(happened);
            else
                coupons.Add(happened, recorded.Today);
        }
    }

    /// <summary>What each subscription costs for one of a year's 12 months on a day, in major units, in the order of <see cref="Subscriptions"/>: by the price in force
    /// then less the coupons that lower it, each as an invoice of full periods takes it off. An amount off an invoice is shared by the subscriptions whose periods are as
    /// long and start on the same day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="prices">The seller's catalogue.</param>
    public decimal[] MonthlyOn(DateOnly day, IReadOnlyDictionary<string, Price> prices)
    {
        RecurringCost?[] costs = [.. Subscriptions.Select(known => known.CostOn(day, prices))];
        foreach (var coupon in coupons.Recurring)
        {
            var lowered = Enumerable.Range(0, costs.Length).Where(index => costs[index] is { } cost && cost.Rounded.IsPositive && coupons.Lowers(coupon, cost.SubscriptionId, cost.Product, day));
            foreach (var invoice in lowered.GroupBy(index => (costs[index]!.PeriodStart, costs[index]!.Interval)).ToList())
            {
                foreach (var (index, off) in invoice.Zip(Discounting.Off(coupon, [.. invoice.Select(index => costs[index]!.Rounded)])))
                    costs[index] = costs[index]! with { Amount = costs[index]!.Amount - off.Amount };
            }
        }

        return [.. costs.Select(cost => cost?.Monthly ?? 0)];
    }

    /// <summary>Whether anything has cost something on a day or before.</summary>
    public bool HasCostBy(DateOnly day, IReadOnlyDictionary<string, Price> prices) =>
        Subscriptions.SelectMany(known => known.Days(prices)).Concat(coupons.Days).Where(known => known <= day).Distinct().Any(known => MonthlyOn(known, prices).Any(cost => cost != 0));

    private static string? SubscriptionOf(AccountEvent happened) => happened switch
    {
        SubscriptionChanged e => e.SubscriptionId,
        SubscriptionPaused e => e.SubscriptionId,
        SubscriptionResumed e => e.SubscriptionId,
        SubscriptionCancelled e => e.SubscriptionId,
        SubscriptionReactivated e => e.SubscriptionId,
        _ => null,
    };
}
