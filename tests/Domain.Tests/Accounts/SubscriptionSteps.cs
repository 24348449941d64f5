namespace Billing.Domain.Tests;

/// <summary>What a step of a history asks about subscriptions, coupons, charges and usage.</summary>
internal static class SubscriptionSteps
{
    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 75;

    public static AccountCommand? Command(Account state, Step step, int kind, DateOnly today, int made) => kind switch
    {
        < 10 => Start(state, step, today),
        < 22 => Any(state.Subscriptions, step.A) is { } subscription ? Change(subscription, step, today) : null,
        < 28 => Any(state.Subscriptions, step.A) is { } subscription ? new PauseSubscription(
            subscription.SubscriptionId, Near(step.B, today), step.B % 3 == 0 ? null : today.AddDays(step.B % 60), step.A % 2 == 0 ? UnusedTime.Credit : UnusedTime.Forfeit) : null,
        < 33 => Any([.. state.Subscriptions.Where(known => known.Pauses.Count > 0)], step.A) is { } subscription ? new ResumeSubscription(subscription.SubscriptionId, Near(step.B, today)) : null,
        < 37 => Any(state.Subscriptions, step.A) is { } subscription ? new CancelSubscription(subscription.SubscriptionId, Near(step.B, today), step.B % 2 == 0 ? UnusedTime.Credit : UnusedTime.Forfeit, step.A % 3 == 0) : null,
        < 42 => Any([.. state.Subscriptions.Where(known => known.End is not null)], step.A) is { } subscription ? new ReactivateSubscription(subscription.SubscriptionId, Near(step.B, today)) : null,
        < 43 => new SetBillingAnchor(step.A % 3 == 0 ? null : today.AddDays(step.B % 40 - 20)),
        < 49 => Coupon(state, step),
        < 51 => Any(state.Coupons, step.A) is { } coupon ? new RemoveCoupon(coupon.CouponId, coupon.SubscriptionId) : null,
        < 57 => new AddCharge(step.B % 9 == 0 && Any(state.Charges, step.A) is { } known ? known.ChargeId : $"charge-{made}", Line(step), step.A % 3 == 0 ? null : today.AddDays(step.A % 50)),
        < 59 => Any(state.Charges, step.A) is { } charge ? new RemoveCharge(charge.ChargeId) : null,
        < 62 => new IssueInvoice($"key-{step.B % 300}", [.. Enumerable.Range(0, 1 + step.A % 3).Select(n => Line(step with { B = step.B + n }))], "PO 7", $"memo {made}"),
        < 64 => Any(state.Drafts, step.A) is { } draft ? new FinalizeDraft(draft.DocumentId) : null,
        < 67 => Any(state.Invoices, step.A) is { } invoice ? new RebillInvoice(invoice.ItemId) : null,
        _ => null,
    };

    /// <summary>Something that was used in the last weeks, where there is a meter.</summary>
    public static (Subscription Subscription, UsageEvent Event, DateOnly Day)? Usage(Account state, Step step, DateOnly today, int made)
    {
        if (Any([.. state.Subscriptions.Where(known => known.Terms.Any(terms => terms.Metered))], step.A) is not { } subscription)
            return null;
        var day = today.AddDays(-(step.B % 45));
        var used = new UsageEvent($"event-{(step.B % 10 == 0 ? 0 : made)}", subscription.SubscriptionId, new DateTimeOffset(day, new TimeOnly(step.A % 24, 0), TimeSpan.Zero), step.A % 17 * 0.75m, $"user-{step.B % 4}");
        return (subscription, used, day);
    }

    /// <summary>A new version of a price.</summary>
    public static Price Raised(Price price, Step step, DateOnly today)
    {
        var from = today.AddDays(step.B % 30);
        var last = price.Versions[^1];
        var pricing = last.Pricing switch
        {
            PerUnitPricing unit => new PerUnitPricing(unit.UnitAmount + 1.01m),
            PackagePricing package => package with { Amount = package.Amount + 0.5m },
            _ => last.Pricing,
        };
        var version = last with { EffectiveFrom = from > last.EffectiveFrom ? from : last.EffectiveFrom.AddDays(1), Pricing = pricing, Applies = (PriceChange)(step.A % 3), MinimumAmount = last.MinimumAmount + step.B % 2 };
        return price.Versions.Count < 6 ? price with { Versions = [.. price.Versions, version] } : price;
    }

    private static StartSubscription? Start(Account state, Step step, DateOnly today)
    {
        var start = today.AddDays(step.A % 40 - 20);
        return state.Subscriptions.Count(known => known.NextPeriod() is not null) >= 6
            ? null
            : new StartSubscription(
                $"sub-{step.B % 60}", HistoryWorld.Recurring[(step.A + step.B) % HistoryWorld.Recurring.Count], 1 + step.B % 4 * 0.5m, start, step.A % 3 == 0 ? start.AddDays(step.B % 50 - 25) : null,
                step.B % 4 == 0 ? start.AddDays(step.A % 21) : null, step.B % 5 == 0 ? start.AddDays(5 + step.A % 200) : null, step.B % 7 == 0 ? start.AddDays(step.A % 90) : null);
    }

    private static ChangeSubscription Change(Subscription subscription, Step step, DateOnly today) => new(
        subscription.SubscriptionId, step.B % 2 == 0 ? HistoryWorld.Recurring[step.A % HistoryWorld.Recurring.Count] : null, step.B % 3 == 0 ? null : 0.5m + step.B % 4,
        step.B % 5 < 3 ? ChangeEffect.AtOnce : ChangeEffect.AtPeriodEnd, Near(step.A, today), step.A % 4 > 0, step.B % 7 < 3);

    private static ApplyCoupon Coupon(Account state, Step step)
    {
        var coupon = HistoryWorld.Coupons[step.A % HistoryWorld.Coupons.Count];
        return new ApplyCoupon(coupon, coupon is "trio" or "ten" ? Any(state.Subscriptions, step.B)?.SubscriptionId ?? "none" : "");
    }

    private static ManualLine Line(Step step) => step.B % 5 == 0
        ? new ManualLine("", "", 1 + step.A % 3, "", null, "", PriceId: "boots")
        : new ManualLine($"Line {step.B}", "services", 0.5m + step.A % 4, "hour", step.B % 90 + 0.155m, step.B % 2 == 0 ? "standard" : "reduced", step.B % 3 == 0);

    private static DateOnly? Near(int choice, DateOnly today) => choice % 4 == 0 ? null : today.AddDays(choice % 50 - 20);

    private static T? Any<T>(IReadOnlyList<T> all, int choice)
        where T : class => all.Count == 0 ? null : all[choice % all.Count];
}
