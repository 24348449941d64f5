using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Usage;

/// <summary>Subscriptions to record usage for, and events of 2026 in Berlin.</summary>
internal static class Meters
{
    /// <summary>After all events of these tests.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static UsagePeriodKey January => Month(1);

    public static UsagePeriodKey February => Month(2);

    public static UsagePeriodKey Month(int month) => new("api", new DateOnly(2026, month, 1));

    /// <summary>A subscription by calendar months from 1 January 2026 on.</summary>
    public static async Task<MeteredSubscription> MonthlyAsync(IServiceProvider services, DateOnly? end = null)
    {
        var seller = await Given.SellerAsync(services);
        return new MeteredSubscription(
            AccountId.Of(seller, Given.NewId("customer"), Currency.Of("EUR")),
            new UsageMeter("api", new BillingCalendar(new DateOnly(2026, 1, 1), new BillingInterval(1, IntervalUnit.Month)), new DateOnly(2026, 1, 1), end),
            await services.GetRequiredService<ConfigurationBook>().ReadAsync(seller, default));
    }

    public static UsageEvent Event(string id, string at, decimal quantity = 1, string unique = "") => new(id, "api", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), quantity, unique);

    public static IReadOnlyList<UsageEvent> Many(string start, int count, string at = "2026-01-15T12:00:00Z") => [.. Enumerable.Range(0, count).Select(n => Event($"{start}-{n}", at))];
}
