using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>An offer in a seller's catalogue.</summary>
/// <param name="Product">Revenue is booked by it.</param>
/// <param name="Name">As printed.</param>
/// <param name="Unit">What is counted, as printed.</param>
/// <param name="Currency">The currency it is sold in.</param>
/// <param name="Interval">The length of a billing period; left out where it is sold once.</param>
/// <param name="Timing">Before or after the period; what is metered is billed after.</param>
/// <param name="TaxCategory">The seller's name for how it is taxed.</param>
/// <param name="Meter">How usage becomes a quantity; left out where the subscription names the quantity.</param>
/// <param name="TaxIncluded">Whether its amounts include the tax.</param>
/// <param name="Versions">Oldest first.</param>
internal sealed record PriceBody(
    string Product, string Name, string Unit, Currency Currency, BillingInterval? Interval, BillingTiming Timing, string TaxCategory, UsageAggregation? Meter, bool TaxIncluded, IReadOnlyList<PriceVersion> Versions)
    : IRequestBody<PriceBody>
{
    public static PriceBody Read(BodyReader body)
    {
        var meter = body.OptionalChoice<UsageAggregation>("meter");
        var price = new PriceBody(
            body.Text("product", 40, TextForm.Slug), body.Text("name"), body.Text("unit", 40), body.Currency("currency"),
            body.OptionalValue("interval", interval => new BillingInterval(interval.Integer("count", 1, 366), interval.Choice<IntervalUnit>("unit"))),
            body.Choice<BillingTiming>("timing", meter is null ? BillingTiming.InAdvance : BillingTiming.InArrears), body.Text("taxCategory", 40, TextForm.Slug),
            meter, body.Flag("taxIncluded", otherwise: false), body.List("versions", 1, 200, PriceVersionBody.Read));
        body.Check(price.Versions.Zip(price.Versions.Skip(1)).All(pair => pair.First.EffectiveFrom < pair.Second.EffectiveFrom || pair.Second.EffectiveFrom == default), "versions", "must be in order of effectiveFrom, oldest first");
        body.Check(meter is null || price.Timing == BillingTiming.InArrears, "timing", "must be inArrears, as usage is known only after the period");
        body.Check(meter is null || price.Interval is not null, "meter", "needs an interval; what is sold once is not metered");
        for (var index = 0; index < price.Versions.Count; index++)
            price.Check(body, $"versions/{index}", price.Versions[index]);
        return price;
    }

    private void Check(BodyReader body, string at, PriceVersion version)
    {
        body.Check(Meter is null || version.Applies != PriceChange.AtOnce, $"{at}/applies", "must not be atOnce where usage is metered; a period has one price");
        body.Check(
            version.MostLines() <= PriceVersion.MostLinesOfPeriod, $"{at}/pricing/tiers",
            $"would give a period up to {version.MostLines()} lines, with the flat amounts, what is included and the minimum; {PriceVersion.MostLinesOfPeriod} are possible");
        if (Interval is not null)
            return;
        body.Check(version.Pricing is FlatPricing or PerUnitPricing or PackagePricing, $"{at}/pricing/model", "must be flat, perUnit or package for what is sold once");
        body.Check(version.IncludedQuantity == 0, $"{at}/includedQuantity", "belongs to a price with an interval");
        body.Check(version.MinimumAmount == 0, $"{at}/minimumAmount", "belongs to a price with an interval");
        body.Check(version.SetUpFee == 0, $"{at}/setUpFee", "belongs to a price with an interval");
    }
}

/// <summary>A price.</summary>
internal sealed record PriceResource(
    string PriceId, string SellerId, string Product, string Name, string Unit, Currency Currency, BillingInterval? Interval, BillingTiming Timing, string TaxCategory, UsageAggregation? Meter, bool TaxIncluded,
    IReadOnlyList<PriceVersion> Versions)
{
    public static PriceResource Of(Price price) => new(
        price.PriceId, price.SellerId, price.Product, price.Name, price.Unit, price.Currency, price.Interval, price.Timing, price.TaxCategory, price.Meter, price.TaxIncluded, price.Versions);
}
