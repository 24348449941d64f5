using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Creates or changes a price. What subscriptions were sold by stays: a new amount is a new version, and a version that is in effect is neither
/// edited nor removed.</summary>
internal sealed class PutPrice(SellerSettings settings, TimeProvider clock)
{
    [Function(nameof(PutPrice))]
    [ApiOperation("prices", "Creates a price, or changes it under If-Match.", Body = typeof(PriceBody), Answer = typeof(PriceResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/prices/{priceId}")] HttpRequest request, string sellerId, string priceId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<PriceBody>(cancellation);
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        var today = DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, clock.GetUtcNow()).DateTime);
        return await settings.PutAsync<Price>(request, ConfigurationNoun.Price, priceId, sellerId, known => Change(sellerId, priceId, body, known, today), PriceResource.Of, cancellation);
    }

    private static Price Change(string sellerId, string priceId, PriceBody body, Price? known, DateOnly today)
    {
        Fault[] faults = known is null ? [] : [.. Changed(known, body), .. ChangedVersions(known, body, today)];
        return faults.Length == 0
            ? new Price(priceId, sellerId, body.Product, body.Name, body.Unit, body.Currency, body.Interval, body.Timing, body.TaxCategory, body.Versions, body.Meter, body.TaxIncluded)
            : throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, "price-in-use", "Subscriptions may have been sold by this price.", faults));
    }

    private static IEnumerable<Fault> Changed(Price known, PriceBody body)
    {
        if (known.Currency != body.Currency)
            yield return new Fault($"is {known.Currency} for ever; make another price", "#/currency");
        if (known.Interval != body.Interval)
            yield return new Fault("cannot be changed; make another price", "#/interval");
        if (known.Timing != body.Timing)
            yield return new Fault("cannot be changed; make another price", "#/timing");
        if (known.Meter != body.Meter)
            yield return new Fault("cannot be changed; make another price", "#/meter");
        if (known.TaxIncluded != body.TaxIncluded)
            yield return new Fault("cannot be changed; make another price", "#/taxIncluded");
    }

    // The first version also prices what is older than it, so a version put before it, or between others that are in effect, would change the past as well.
    private static IEnumerable<Fault> ChangedVersions(Price known, PriceBody body, DateOnly today)
    {
        var inEffect = known.Versions.Where((version, index) => index == 0 || version.EffectiveFrom <= today).ToList();
        foreach (var version in inEffect.Where(version => !body.Versions.Any(version.IsSameAs)))
            yield return new Fault($"must have the version of {version.EffectiveFrom:O} as it is: it is in effect; add a later one", "#/versions");
        foreach (var (version, index) in body.Versions.Select((version, index) => (version, index)))
        {
            if (version.EffectiveFrom < inEffect[^1].EffectiveFrom && !known.Versions.Any(old => old.EffectiveFrom == version.EffectiveFrom))
                yield return new Fault($"must be after {inEffect[^1].EffectiveFrom:O}, when the present version took effect", $"#/versions/{index}/effectiveFrom");
        }
    }
}
