using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>When a period is billed.</summary>
public enum BillingTiming
{
    /// <summary>On the period's first day.</summary>
    InAdvance,

    /// <summary>On the day after the period's last.</summary>
    InArrears,
}

/// <summary>From when a new version of a price applies to whom.</summary>
public enum PriceChange
{
    /// <summary>To every period that starts on its date or later.</summary>
    NextPeriod,

    /// <summary>From its date on, also within a period, whose days before and after are then priced apart. A period that is billed already stays as it is.</summary>
    AtOnce,

    /// <summary>Only to what is bought on its date or later; whoever bought before keeps the older version.</summary>
    NewSubscriptions,
}

/// <summary>What is charged from a date on.</summary>
/// <param name="EffectiveFrom">The first day that it applies to, as <paramref name="Applies"/> has it.</param>
/// <param name="Pricing">How a quantity is priced for a full interval.</param>
/// <param name="Applies">To whom, and from when.</param>
/// <param name="IncludedQuantity">Units of each period that cost nothing; the tiers begin after them.</param>
/// <param name="MinimumAmount">What a full period costs at least, in major units; what the fees fall short of it by is a line of its own, by days where the period is cut.</param>
/// <param name="SetUpFee">Billed once when a subscription starts, never by days; in major units.</param>
public sealed record PriceVersion(
    DateOnly EffectiveFrom, PricingModel Pricing, PriceChange Applies = PriceChange.NextPeriod, decimal IncludedQuantity = 0, decimal MinimumAmount = 0, decimal SetUpFee = 0)
{
    /// <summary>How many lines a period may have; more points to a mistake in the catalogue or in the terms.</summary>
    public const int MostLinesOfPeriod = 15;

    /// <summary>How many lines a period priced by this version alone has at most.</summary>
    public int MostLines() => Pricing.MostParts() + (IncludedQuantity > 0 ? 1 : 0) + (MinimumAmount > 0 ? 1 : 0);

    /// <summary>What a quantity that is not measured costs for a full interval, in major units and exact: the units above what is included, and the minimum at least.</summary>
    public decimal FullAmount(decimal quantity)
    {
        var paid = quantity - Math.Max(0, Math.Min(quantity, IncludedQuantity));
        var fees = paid == 0 && IncludedQuantity > 0 ? 0 : Pricing.Parts(paid).Sum(part => part.Quantity * part.UnitAmount);
        return Math.Max(fees, MinimumAmount);
    }

    /// <summary>Whether another version says the same.</summary>
    public bool IsSameAs(PriceVersion other) => other with { Pricing = Pricing } == this && (Pricing, other.Pricing) switch
    {
        (GraduatedPricing one, GraduatedPricing two) => one.Tiers.SequenceEqual(two.Tiers),
        (VolumePricing one, VolumePricing two) => one.Tiers.SequenceEqual(two.Tiers),
        (var one, var two) => one == two,
    };
}

/// <summary>An offer in the catalogue: one product, sold for an interval or once, in one currency.</summary>
/// <param name="PriceId">Lower-case letters, digits and hyphens.</param>
/// <param name="SellerId">Whose catalogue it is in.</param>
/// <param name="Product">The product's id; revenue is booked by it.</param>
/// <param name="Name">As documents print it.</param>
/// <param name="Unit">What is counted, as documents print it: seat, licence, month.</param>
/// <param name="Currency">The currency it is sold in.</param>
/// <param name="Interval">The length of a billing period; nothing for what is sold once.</param>
/// <param name="Timing">Whether a period is billed before or after it was served; what is metered is billed after.</param>
/// <param name="TaxCategory">The seller's own name for how it is taxed, such as <c>standard</c> or <c>reduced</c>.</param>
/// <param name="Versions">Amounts by effective date, oldest first, at least one.</param>
/// <param name="Meter">How the quantity is measured; nothing where the subscription names it.</param>
/// <param name="TaxIncluded">Whether its amounts include the tax.</param>
public sealed record Price(
    string PriceId,
    string SellerId,
    string Product,
    string Name,
    string Unit,
    Currency Currency,
    BillingInterval? Interval,
    BillingTiming Timing,
    string TaxCategory,
    IReadOnlyList<PriceVersion> Versions,
    UsageAggregation? Meter = null,
    bool TaxIncluded = false)
{
    /// <summary>Whether usage is measured.</summary>
    [JsonIgnore]
    public bool IsMetered => Meter is not null;

    /// <summary>The version that applies to some days: the newest that has taken effect for them, else the oldest.</summary>
    /// <param name="periodStart">The start of the full period that the days lie in.</param>
    /// <param name="from">The first of the days.</param>
    /// <param name="boughtOn">When this price was agreed with the customer.</param>
    public PriceVersion VersionFor(DateOnly periodStart, DateOnly from, DateOnly boughtOn)
    {
        for (var index = Versions.Count - 1; index > 0; index--)
        {
            var version = Versions[index];
            var counts = version.Applies switch
            {
                PriceChange.AtOnce => from,
                PriceChange.NewSubscriptions => boughtOn < periodStart ? boughtOn : periodStart,
                _ => periodStart,
            };
            if (version.EffectiveFrom <= counts)
                return version;
        }

        return Versions[0];
    }
}
