using System.Globalization;

namespace Billing.DevHost.Demo;

/// <summary>What customers and operators decide beside payments, day by day, through the API.</summary>
internal sealed class DemoChanges(IReadOnlyList<ChangeRow> changes, OperatorClient operators)
{
    public async Task DoAsync(DateOnly day, CancellationToken cancel)
    {
        foreach (var change in changes.Where(change => change.Date == day))
            await operators.PostAsync(PathOf(change), BodyOf(change), cancel);
    }

    private static string PathOf(ChangeRow change)
    {
        var customer = $"api/customers/{change.Account}";
        return change.Action switch
        {
            "give-coupon" => $"{customer}/coupons",
            "charge" => $"{customer}/charges",
            "invoice" => $"{customer}/invoices",
            _ => $"{customer}/subscriptions/{change.SubscriptionId}/{VerbOf(change.Action)}",
        };
    }

    private static string VerbOf(string action) => action switch
    {
        "change-at-once" or "change-and-bill-at-once" or "change-at-period-end" => "change",
        "pause" => "pause",
        "cancel-with-credit" or "cancel-at-period-end" => "cancel",
        "reactivate" => "reactivate",
        _ => throw new DemoException($"changes.csv: there is no action {action}; samples/README.md lists them."),
    };

    private static object BodyOf(ChangeRow change) => change.Action switch
    {
        "give-coupon" => new { couponId = change.Text, subscriptionId = change.SubscriptionId },
        "charge" => Line(change),
        "invoice" => new { lines = new[] { new { priceId = change.PriceId, quantity = Decimal(change.Quantity) }, Line(change) }, purchaseOrder = "ORD-2025-118", memo = "Thank you for two good days." },
        "change-at-period-end" => Changed(change, "atPeriodEnd", billAtOnce: false),
        "change-at-once" => Changed(change, "atOnce", billAtOnce: false),
        "change-and-bill-at-once" => Changed(change, "atOnce", billAtOnce: true),
        "pause" => new { until = change.Until, unusedTime = "credit", reason = change.Text },
        "cancel-with-credit" => new { atOnce = true, unusedTime = "credit", reason = change.Text },
        _ => new { reason = change.Text },
    };

    private static object Changed(ChangeRow change, string effect, bool billAtOnce) =>
        new { priceId = change.PriceId.Length > 0 ? change.PriceId : null, quantity = Decimal(change.Quantity), effect, billAtOnce, reason = change.Text };

    private static object Line(ChangeRow change) => new { description = change.Text, product = "services", unitPrice = Decimal(change.Amount), taxCategory = "standard" };

    private static string? Decimal(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);
}
