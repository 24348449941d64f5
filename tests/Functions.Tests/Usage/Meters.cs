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

    /// <summary>A subscription by calendar months from 1 January 2026 on, of which nothing is billed.</summary>
    public static async Task<MeteredSubscription> MonthlyAsync(IServiceProvider services, DateOnly? end = null, UsageAggregation aggregation = UsageAggregation.Sum)
    {
        var start = new DateOnly(2026, 1, 1);
        var seller = await SellerAsync(services, aggregation);
        var terms = new SubscriptionTerms(start, "api", 1, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InArrears, start, Metered: true);
        return new MeteredSubscription(
            AccountId.Of(seller, Given.NewId("customer"), Currency.Of("EUR")),
            new UsageMeter(new Subscription("api", start, end, start, [terms], [], []), []),
            await services.GetRequiredService<ConfigurationBook>().ReadAsync(seller, default));
    }

    /// <summary>A seller with the price <c>api</c>: 0.25 a call, each month in arrears.</summary>
    public static async Task<string> SellerAsync(IServiceProvider services, UsageAggregation aggregation = UsageAggregation.Sum, Func<BillingPolicy, BillingPolicy>? policy = null)
    {
        var seller = await Given.SellerAsync(services);
        var configuration = services.GetRequiredService<ConfigurationBook>();
        await configuration.WriteAsync(ConfigurationNoun.Price, "api", seller, new Price(
            "api", seller, "api", "API calls", "call", Currency.Of("EUR"), new BillingInterval(1, IntervalUnit.Month), BillingTiming.InArrears, "standard",
            [new PriceVersion(new DateOnly(2020, 1, 1), new PerUnitPricing(0.25m))], aggregation), null, default);
        if (policy is not null)
        {
            var (stored, etag) = (await configuration.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, seller, seller, default))!.Value;
            await configuration.WriteAsync(ConfigurationNoun.Policy, seller, seller, policy(stored), etag, default);
        }

        return seller;
    }

    public static UsageEvent Event(string id, string at, decimal quantity = 1, string unique = "") => new(id, "api", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), quantity, unique);

    public static IReadOnlyList<UsageEvent> Many(string start, int count, string at = "2026-01-15T12:00:00Z") => [.. Enumerable.Range(0, count).Select(n => Event($"{start}-{n}", at))];
}
