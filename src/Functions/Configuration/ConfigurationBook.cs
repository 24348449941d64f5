using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Dunning;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Configuration;

/// <summary>Everything a seller configures: the seller itself, its prices, tax table and policy.</summary>
internal sealed record SellerConfiguration(Seller Seller, IReadOnlyDictionary<string, Price> Prices, IReadOnlyDictionary<string, Coupon> Coupons, TaxTable Taxes, BillingPolicy Policy)
{
    /// <summary>Who collects for the seller, by id.</summary>
    public IReadOnlyDictionary<string, Agency> Agencies { get; init; } = new Dictionary<string, Agency>();

    /// <summary>The seller's local date at a moment.</summary>
    public DateOnly DateAt(DateTimeOffset moment) => DateOnly.FromDateTime(LocalTime(Seller, moment).DateTime);

    /// <summary>The last instant of a day at the seller.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        // Where the clock is put back at midnight there are two; the first begins the next day.
        var (zone, midnight) = (TimeZoneInfo.FindSystemTimeZoneById(Seller.TimeZone), day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        return new DateTimeOffset(midnight, zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight)).AddTicks(-1);
    }

    /// <summary>A seller's local time at a moment.</summary>
    public static DateTimeOffset LocalTime(Seller seller, DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(seller.TimeZone));

    /// <summary>The day that a run works for at the seller. An operator's date that has not come there yet is the seller's today, unless nothing is changed anyway.</summary>
    public DateOnly DateOf(WorkDay day, bool dryRun)
    {
        var today = DateAt(day.At);
        return day.AsOf is { } asOf && (dryRun || asOf < today) ? asOf : today;
    }

    /// <summary>The day a command works for: the day it asks for, unless that is in a closed period or too long past; then the current day.</summary>
    public DateOnly EffectiveDay(DateOnly? asked, DateTimeOffset now)
    {
        var current = DateAt(now);
        return asked is { } day && day >= Seller.FirstOpenDay(now) && day >= current.AddDays(-Seller.BackdatingLimitDays) ? day : current;
    }
}

/// <summary>The table <c>Config</c>: one partition a noun, one row an item, under ETags. Read through a cache of at most a minute, so that a change
/// announced 15 minutes ahead is known everywhere in time.</summary>
internal sealed class ConfigurationBook(BillingStorage storage, RowPayload payload, TimeProvider clock)
{
    private const string Sellers = "sellers";
    private const string Taxes = "taxes";
    private const string Policies = "policies";
    private const string LedgerMappings = "ledger-mappings";
    private const string ReportSubscriptions = "report-subscriptions";
    private static readonly TimeSpan CachedFor = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (SellerConfiguration Value, long ReadAt)> cache = new(StringComparer.Ordinal);

    /// <summary>A seller with all that belongs to it.</summary>
    /// <exception cref="SellerNotConfiguredException">The seller, its tax table or its policy is not configured.</exception>
    public async Task<SellerConfiguration> ReadAsync(string sellerId, CancellationToken cancellation)
    {
        if (cache.TryGetValue(sellerId, out var cached) && clock.GetElapsedTime(cached.ReadAt) < CachedFor)
            return cached.Value;
        var readAt = clock.GetTimestamp();
        var seller = await RequireAsync<Seller>(Sellers, sellerId, cancellation);
        var taxes = await RequireAsync<TaxTable>(Taxes, sellerId, cancellation);
        var policy = PublicHolidays.Knowing(await RequireAsync<BillingPolicy>(Policies, sellerId, cancellation), clock.GetUtcNow().Year);
        var prices = new Dictionary<string, Price>(StringComparer.Ordinal);
        await foreach (var (price, _) in ListAsync<Price>(ConfigurationNoun.Price, sellerId, cancellation))
            prices[price.PriceId] = price;
        var coupons = new Dictionary<string, Coupon>(StringComparer.Ordinal);
        await foreach (var (coupon, _) in ListAsync<Coupon>(ConfigurationNoun.Coupon, sellerId, cancellation))
            coupons[coupon.CouponId] = coupon;
        var agencies = new Dictionary<string, Agency>(StringComparer.Ordinal);
        await foreach (var (agency, _) in ListAsync<Agency>(ConfigurationNoun.Agency, sellerId, cancellation))
            agencies[agency.AgencyId] = agency;
        var read = new SellerConfiguration(seller, prices, coupons, taxes, policy) { Agencies = agencies };
        cache[sellerId] = (read, readAt);
        return read;
    }

    public Task<(T Value, ETag ETag)?> FindAsync<T>(ConfigurationNoun noun, string id, string sellerId, CancellationToken cancellation)
        where T : class => FindAsync<T>(PartitionOf(noun, sellerId), id, cancellation);

    public async IAsyncEnumerable<(T Value, ETag ETag)> ListAsync<T>(ConfigurationNoun noun, string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionOf(noun, sellerId);
        await foreach (var row in storage.Config.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            yield return (await payload.ReadAsync<T>(row, cancellation), row.ETag);
    }

    /// <summary>Writes an item: a new one without an ETag, a change under the ETag that was read.</summary>
    /// <exception cref="RequestFailedException">409: it exists already. 412: it was changed meanwhile.</exception>
    public async Task<ETag> WriteAsync<T>(ConfigurationNoun noun, string id, string sellerId, T value, ETag? ifMatch, CancellationToken cancellation, string? actor = null)
    {
        var row = await payload.WriteAsync(new TableEntity(PartitionOf(noun, sellerId), id), value, cancellation);
        (row["Actor"], row["ChangedAt"]) = (actor, clock.GetUtcNow());
        if (ifMatch is not null)
            await KeepAsync(row.PartitionKey, id, cancellation);
        var response = ifMatch is { } etag
            ? await storage.Config.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellation)
            : await storage.Config.AddEntityAsync(row, cancellation);
        cache.TryRemove(sellerId, out _);
        return response.Headers.ETag ?? default;
    }

    // Before a version is replaced it is kept, with who made it and when: what applied on a day can always be shown.
    private async Task KeepAsync(string partition, string id, CancellationToken cancellation)
    {
        if (await storage.Config.GetEntityIfExistsAsync<TableEntity>(partition, id, cancellationToken: cancellation) is not { HasValue: true, Value: { } replaced })
            return;
        var kept = new TableEntity($"history|{partition}", $"{id}|{replaced.Timestamp!.Value.UtcTicks:D19}");
        foreach (var (name, stored) in replaced.Where(property => property.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp")))
            kept[name] = stored;
        await storage.Config.UpsertEntityAsync(kept, TableUpdateMode.Replace, cancellation);
    }

    private static string PartitionOf(ConfigurationNoun noun, string sellerId) => noun switch
    {
        ConfigurationNoun.Seller => Sellers,
        ConfigurationNoun.TaxTable => Taxes,
        ConfigurationNoun.Policy => Policies,
        ConfigurationNoun.LedgerMapping => LedgerMappings,
        ConfigurationNoun.ReportSubscriptions => ReportSubscriptions,
        ConfigurationNoun.Coupon => $"coupons|{sellerId}",
        ConfigurationNoun.Agency => $"agencies|{sellerId}",
        _ => $"prices|{sellerId}",
    };

    private async Task<(T Value, ETag ETag)?> FindAsync<T>(string partition, string id, CancellationToken cancellation)
    {
        var row = await storage.Config.GetEntityIfExistsAsync<TableEntity>(partition, id, cancellationToken: cancellation);
        return row.HasValue ? (await payload.ReadAsync<T>(row.Value!, cancellation), row.Value!.ETag) : null;
    }

    private async Task<T> RequireAsync<T>(string partition, string id, CancellationToken cancellation) =>
        await FindAsync<T>(partition, id, cancellation) is { } found
            ? found.Value
            : throw new SellerNotConfiguredException(id, typeof(T).Name);
}

/// <summary>Something that a seller must have is not configured.</summary>
internal sealed class SellerNotConfiguredException(string sellerId, string what) : InvalidOperationException($"Seller {sellerId} has no {what}; put one at /api/sellers/{sellerId}.");

/// <summary>What the configuration holds.</summary>
internal enum ConfigurationNoun
{
    /// <summary>A seller.</summary>
    Seller,

    /// <summary>A seller's price.</summary>
    Price,

    /// <summary>A seller's coupon.</summary>
    Coupon,

    /// <summary>Who collects for a seller.</summary>
    Agency,

    /// <summary>A seller's tax table.</summary>
    TaxTable,

    /// <summary>A seller's billing policy.</summary>
    Policy,

    /// <summary>The accounts of a seller's general ledger.</summary>
    LedgerMapping,

    /// <summary>Which reports go to whom by themselves.</summary>
    ReportSubscriptions,
}
