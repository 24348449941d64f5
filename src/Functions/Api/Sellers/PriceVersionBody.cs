using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads what a price charges from a date on.</summary>
internal static class PriceVersionBody
{
    private const int MostTiers = 10;
    private const int Decimals = 8;
    private const decimal LargestAmount = 999_999_999;
    private const decimal LargestQuantity = 999_999_999_999;

    public static PriceVersion Read(BodyReader version) => new(
        version.Date("effectiveFrom"),
        version.OneOf<PricingModel>(
            "pricing", "model",
            ("flat", flat => new FlatPricing(Amount(flat, "amount"))),
            ("perUnit", perUnit => new PerUnitPricing(Amount(perUnit, "unitAmount"))),
            ("graduated", graduated => new GraduatedPricing(Tiers(graduated))),
            ("volume", volume => new VolumePricing(Tiers(volume))),
            ("package", package => new PackagePricing(Above0(package, "size"), Amount(package, "amount")))),
        version.Choice<PriceChange>("applies", PriceChange.NextPeriod),
        version.Number("includedQuantity", 0, LargestQuantity, Decimals, otherwise: 0),
        version.Number("minimumAmount", 0, LargestAmount, Decimals, otherwise: 0),
        version.Number("setUpFee", 0, LargestAmount, Decimals, otherwise: 0));

    private static List<PriceTier> Tiers(BodyReader pricing)
    {
        List<PriceTier> tiers = [.. pricing.List("tiers", 1, MostTiers, tier => new PriceTier(
            tier.OptionalNumber("upTo", 0, LargestQuantity, Decimals), Amount(tier, "unitAmount"), tier.Number("flatAmount", 0, LargestAmount, Decimals, otherwise: 0)))];
        for (var index = 0; index < tiers.Count; index++)
            Check(pricing, tiers, index);
        return tiers;
    }

    private static void Check(BodyReader pricing, List<PriceTier> tiers, int index)
    {
        var at = $"tiers/{index}/upTo";
        if (pricing.HasFaultAt(at))
            return;
        if (index == tiers.Count - 1)
            pricing.Check(tiers[index].UpTo is null, at, "must be left out of the last tier, which has no end");
        else if (tiers[index].UpTo is not { } upTo)
            pricing.Check(false, at, "is required in every tier but the last");
        else
            pricing.Check(upTo > (index == 0 ? 0 : tiers[index - 1].UpTo ?? 0), at, index == 0 ? "must be above 0" : "must be above that of the tier before");
    }

    private static decimal Above0(BodyReader body, string name)
    {
        var number = body.Number(name, 0, LargestQuantity, Decimals);
        body.Check(number > 0 || body.HasFaultAt(name), name, "must be above 0");
        return number;
    }

    private static decimal Amount(BodyReader body, string name) => body.Number(name, 0, LargestAmount, Decimals);
}
