using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>How a quantity is priced for a full interval. Amounts are in major units of the price's currency and may have more decimals than it has.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(FlatPricing), "flat")]
[JsonDerivedType(typeof(PerUnitPricing), "perUnit")]
[JsonDerivedType(typeof(GraduatedPricing), "graduated")]
[JsonDerivedType(typeof(VolumePricing), "volume")]
[JsonDerivedType(typeof(PackagePricing), "package")]
public abstract record PricingModel
{
    /// <summary>What a quantity costs, in parts that each make a line. A quantity below 0, as a correction of usage leaves it, costs the opposite.</summary>
    public IReadOnlyList<PricedPart> Parts(decimal quantity) =>
        quantity < 0 ? [.. Price(-quantity).Select(part => part with { Quantity = -part.Quantity })] : Price(quantity);

    /// <summary>How many parts there are at most.</summary>
    public int MostParts() => this switch
    {
        GraduatedPricing graduated => graduated.Tiers.Sum(tier => tier.FlatAmount == 0 ? 1 : 2),
        VolumePricing volume => volume.Tiers.Any(tier => tier.FlatAmount != 0) ? 2 : 1,
        _ => 1,
    };

    private protected abstract IReadOnlyList<PricedPart> Price(decimal quantity);
}

/// <summary>A part of a quantity with the amount for each of its units.</summary>
/// <param name="Quantity">How many units the amount is for.</param>
/// <param name="UnitAmount">For each.</param>
/// <param name="Label">What the line says beside the price's name, such as the tier; empty where the part is the whole.</param>
/// <param name="OwnUnit">What is counted where it is not the price's unit; null where it is.</param>
public sealed record PricedPart(decimal Quantity, decimal UnitAmount, string Label = "", string? OwnUnit = null);

/// <summary>One amount, whatever the quantity.</summary>
public sealed record FlatPricing(decimal Amount) : PricingModel
{
    private protected override IReadOnlyList<PricedPart> Price(decimal quantity) => [new(1, Amount)];
}

/// <summary>An amount for each unit: per seat, per call.</summary>
public sealed record PerUnitPricing(decimal UnitAmount) : PricingModel
{
    private protected override IReadOnlyList<PricedPart> Price(decimal quantity) => [new(quantity, UnitAmount)];
}

/// <summary>Each unit costs what its own tier says: 120 units of 1-100 at 1.00 and 101- at 0.50 cost 100 × 1.00 + 20 × 0.50 = 110.00.</summary>
/// <param name="Tiers">In order; the last has no end.</param>
public sealed record GraduatedPricing(IReadOnlyList<PriceTier> Tiers) : PricingModel
{
    private protected override IReadOnlyList<PricedPart> Price(decimal quantity)
    {
        if (quantity == 0)
            return [new(0, Tiers[0].UnitAmount)];
        var parts = new List<PricedPart>();
        var below = 0m;
        foreach (var tier in Tiers)
        {
            if (quantity <= below)
                break;
            parts.AddRange(tier.Parts(Math.Min(quantity, tier.UpTo ?? quantity) - below, below));
            below = tier.UpTo ?? quantity;
        }

        return parts;
    }
}

/// <summary>All units cost what the tier of the whole quantity says: 120 units of 1-100 at 1.00 and 101- at 0.50 cost 120 × 0.50 = 60.00.</summary>
/// <param name="Tiers">In order; the last has no end.</param>
public sealed record VolumePricing(IReadOnlyList<PriceTier> Tiers) : PricingModel
{
    private protected override IReadOnlyList<PricedPart> Price(decimal quantity)
    {
        var index = Tiers.Count - 1;
        while (index > 0 && quantity <= Tiers[index - 1].UpTo)
            index--;
        return quantity == 0 ? [new(0, Tiers[0].UnitAmount)] : [.. Tiers[index].Parts(quantity, index == 0 ? 0 : Tiers[index - 1].UpTo!.Value)];
    }
}

/// <summary>Whole packages, the last one begun counts: 250 units in packages of 100 at 5.00 cost 3 × 5.00 = 15.00.</summary>
/// <param name="Size">Units in a package, above 0.</param>
/// <param name="Amount">For a package.</param>
public sealed record PackagePricing(decimal Size, decimal Amount) : PricingModel
{
    private protected override IReadOnlyList<PricedPart> Price(decimal quantity) => [new(decimal.Ceiling(quantity / Size), Amount, "", $"× {Numbers.Text(Size)}")];
}

/// <summary>A tier of a price.</summary>
/// <param name="UpTo">The last quantity that belongs to it; nothing for the last tier.</param>
/// <param name="UnitAmount">For each unit.</param>
/// <param name="FlatAmount">For the tier as a whole, once any unit is in it.</param>
public sealed record PriceTier(decimal? UpTo, decimal UnitAmount, decimal FlatAmount = 0)
{
    internal IEnumerable<PricedPart> Parts(decimal quantity, decimal below)
    {
        var label = string.Join(' ', below > 0 ? $"> {Numbers.Text(below)}" : "", UpTo is { } last ? $"≤ {Numbers.Text(last)}" : "").Trim();
        yield return new PricedPart(quantity, UnitAmount, label);
        if (FlatAmount != 0)
            yield return new PricedPart(1, FlatAmount, label, "");
    }
}

/// <summary>Numbers in labels, the same in every language.</summary>
file static class Numbers
{
    public static string Text(decimal number) => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);
}
