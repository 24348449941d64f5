using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>An offer in a seller's catalogue.</summary>
internal sealed record PriceBody(string Product, string Name, string Unit, Currency Currency, BillingInterval Interval, BillingTiming Timing, string TaxCategory, IReadOnlyList<PriceVersion> Versions)
    : IRequestBody<PriceBody>
{
    public static PriceBody Read(BodyReader body)
    {
        var price = new PriceBody(
            body.Text("product", 40, TextForm.Slug), body.Text("name"), body.Text("unit", 40), body.Currency("currency"),
            body.Object("interval", interval => new BillingInterval(interval.Integer("count", 1, 366), interval.Choice<IntervalUnit>("unit"))),
            body.Choice<BillingTiming>("timing", BillingTiming.InAdvance), body.Text("taxCategory", 40, TextForm.Slug),
            body.List("versions", 1, 200, version => new PriceVersion(version.Date("effectiveFrom"), new PerUnitPricing(version.Number("unitAmount", 0, 999_999_999, 8)))));
        body.Check(body.HasFaultAt("versions") || price.Versions.Zip(price.Versions.Skip(1)).All(pair => pair.First.EffectiveFrom < pair.Second.EffectiveFrom), "versions", "must be in order of effectiveFrom, oldest first");
        return price;
    }
}

/// <summary>A price.</summary>
internal sealed record PriceResource(
    string PriceId, string SellerId, string Product, string Name, string Unit, Currency Currency, BillingInterval Interval, BillingTiming Timing, string TaxCategory, IReadOnlyList<PriceVersion> Versions)
{
    public static PriceResource Of(Price price) => new(
        price.PriceId, price.SellerId, price.Product, price.Name, price.Unit, price.Currency, price.Interval ?? default, price.Timing, price.TaxCategory, price.Versions);
}
