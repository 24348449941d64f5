namespace Billing.Domain;

/// <summary>Interest on what is paid late, charged by the dunning steps that say so. Off unless there is a table.</summary>
/// <param name="Interest">The rates; nothing where no interest is charged.</param>
/// <param name="MinimumInterest">Less than this is not charged, in major units of the account's currency.</param>
public sealed record LateChargePolicy(InterestRateTable? Interest, decimal MinimumInterest)
{
    /// <summary>No interest.</summary>
    public static LateChargePolicy Off { get; } = new(null, 0);
}

/// <summary>Rates of interest by date: a base rate that is published, and points on it.</summary>
/// <param name="PointsAboveBase">Percentage points on the base rate.</param>
/// <param name="BaseRates">The base rates, in order of their dates.</param>
public sealed record InterestRateTable(decimal PointsAboveBase, IReadOnlyList<InterestRate> BaseRates);

/// <summary>A base rate from a day on.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Percent">A year; it may be below 0.</param>
public sealed record InterestRate(DateOnly From, decimal Percent);
