namespace Billing.Domain;

/// <summary>When a period is billed.</summary>
public enum BillingTiming
{
    /// <summary>On the period's first day.</summary>
    InAdvance,

    /// <summary>On the day after the period's last.</summary>
    InArrears,
}

/// <summary>What one unit costs from a date on.</summary>
/// <param name="EffectiveFrom">The first period start that it applies to.</param>
/// <param name="UnitAmount">Per unit and full interval, in major units of the price's currency; it may have more decimals than the currency.</param>
public sealed record PriceVersion(DateOnly EffectiveFrom, decimal UnitAmount);

/// <summary>An offer in the catalogue: one product, sold per unit and interval in one currency.</summary>
/// <param name="PriceId">Lower-case letters, digits and hyphens.</param>
/// <param name="SellerId">Whose catalogue it is in.</param>
/// <param name="Product">The product's id; revenue is booked by it.</param>
/// <param name="Name">As documents print it.</param>
/// <param name="Unit">What is counted, as documents print it: seat, licence, month.</param>
/// <param name="Currency">The currency it is sold in.</param>
/// <param name="Interval">The length of a billing period.</param>
/// <param name="Timing">Whether a period is billed before or after it was served.</param>
/// <param name="TaxCategory">The seller's own name for how it is taxed, such as <c>standard</c> or <c>reduced</c>.</param>
/// <param name="Versions">Amounts by effective date, oldest first, at least one.</param>
public sealed record Price(
    string PriceId,
    string SellerId,
    string Product,
    string Name,
    string Unit,
    Currency Currency,
    BillingInterval Interval,
    BillingTiming Timing,
    string TaxCategory,
    IReadOnlyList<PriceVersion> Versions)
{
    /// <summary>The version that applies to a period that starts on a date: the newest that is effective by then, else the oldest.</summary>
    public PriceVersion VersionOn(DateOnly periodStart) =>
        Versions.LastOrDefault(version => version.EffectiveFrom <= periodStart) ?? Versions[0];
}
