namespace Billing.Domain;

/// <summary>Which coupons lower what a customer's subscriptions cost on each day, folded from the account's events. A day that is billed has the coupons that its
/// invoice took off; any other those that the customer has on it. What is taken off a single invoice lowers nothing that recurs.</summary>
internal sealed class CouponTimeline
{
    private const int Once = 1;

    private readonly List<AppliedCoupon> given = [];
    private readonly List<(DateOnly From, IReadOnlyList<AppliedCoupon> Left)> had = [];
    private readonly Dictionary<string, List<(ServicePeriod Period, IReadOnlyList<AppliedCoupon> Taken)>> billed = new(StringComparer.Ordinal);
    private readonly HashSet<string> drafted = new(StringComparer.Ordinal);

    /// <summary>All that were ever given and take something off again and again, in the order they were given in.</summary>
    public IEnumerable<AppliedCoupon> Recurring => given.Where(coupon => coupon.InvoicesLeft != Once);

    /// <summary>The days from which on others may lower the cost than before.</summary>
    public IEnumerable<DateOnly> Days => had.Select(known => known.From).Concat(billed.Values.SelectMany(periods => periods).SelectMany(known => new[] { known.Period.Start, known.Period.End }));

    private IReadOnlyList<AppliedCoupon> Left => had is [.., var last] ? last.Left : [];

    /// <summary>Folds what happened.</summary>
    /// <param name="happened">Of coupons or invoices; others change nothing.</param>
    /// <param name="today">The day that it happened on.</param>
    public void Add(AccountEvent happened, DateOnly today)
    {
        switch (happened)
        {
            case CouponApplied e:
                given.RemoveAll(coupon => IsSame(coupon, e.Coupon));
                given.Add(e.Coupon);
                had.Add((today, [.. Left, e.Coupon]));
                break;
            case CouponRemoved e:
                had.Add((today, [.. Left.Where(coupon => coupon.CouponId != e.CouponId || coupon.SubscriptionId != e.SubscriptionId)]));
                break;
            case InvoiceDrafted e:
                drafted.Add(e.Invoice.DocumentId);
                Bill(e.Invoice, today, isUsed: true);
                break;
            case InvoiceFinalized e:
                Bill(e.Invoice, today, !drafted.Remove(e.Invoice.DocumentId) && e.Invoice.ReplacesNumber.Length == 0);
                break;
            case BillingCarriedOver e:
                Bill(e.Invoice, today, !drafted.Remove(e.Invoice.DocumentId));
                break;
        }
    }

    /// <summary>Whether a coupon lowers what a subscription to a product costs on a day.</summary>
    public bool Lowers(AppliedCoupon coupon, string subscriptionId, string product, DateOnly day)
    {
        if (!Discounting.IsFor(coupon, subscriptionId, product))
            return false;
        var coupons = billed.GetValueOrDefault(subscriptionId)?.FindLast(known => known.Period.Start <= day && day < known.Period.End).Taken ?? had.FindLast(known => known.From <= day).Left;
        return coupons?.Any(known => IsSame(known, coupon)) == true;
    }

    private void Bill(Invoice invoice, DateOnly today, bool isUsed)
    {
        foreach (var (id, period) in invoice.Periods.Select(period => (period.SubscriptionId, period.Period)))
        {
            if (!billed.TryGetValue(id, out var periods))
                billed[id] = periods = [];
            periods.Add((period, [.. given.Where(coupon => invoice.Lines.Any(line => line.SubscriptionId == id && Discounting.IsFor(coupon, id, line.Product) && line.Discounts.Any(discount => discount.CouponId == coupon.CouponId)))]));
        }

        if (isUsed && Left.Count > 0)
            had.Add((today, Discounting.After(Left, invoice.Lines)));
    }

    private static bool IsSame(AppliedCoupon one, AppliedCoupon other) => one.CouponId == other.CouponId && one.SubscriptionId == other.SubscriptionId;
}
