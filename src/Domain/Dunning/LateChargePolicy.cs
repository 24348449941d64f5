namespace Billing.Domain;

/// <summary>What is charged for late payment, beside the fees of the dunning steps: interest and a flat compensation. Off unless steps charge and there is
/// something here for them.</summary>
/// <param name="Interest">The rates; nothing where no interest is charged.</param>
/// <param name="MinimumInterest">Less than this on one document is not charged, and waits for the next step that charges; in major units of the account's
/// currency.</param>
public sealed record LateChargePolicy(InterestRateTable? Interest, decimal MinimumInterest)
{
    /// <summary>Nothing.</summary>
    public static LateChargePolicy Off { get; } = new(null, 0);

    /// <summary>What the fee of a step is for.</summary>
    public LateFeeBasis FeePer { get; init; } = LateFeeBasis.Notice;

    /// <summary>The flat compensation for the costs of recovery, once for each invoice of a business; by the size of what is owed. Empty for none.</summary>
    public IReadOnlyList<CompensationBand> Compensation { get; init; } = [];

    /// <summary>How late charges are taxed; nothing for not at all, as they are compensation and no supply is made for them.</summary>
    public LateChargeTax? Tax { get; init; }

    /// <summary>The compensation for what is owed; 0 where none is due.</summary>
    internal Money CompensationOf(Money owed)
    {
        var band = Compensation.Where(known => known.Currency == owed.Currency.Code && known.From <= owed.Amount).MaxBy(known => known.From);
        return Money.Round(band?.Amount ?? 0, owed.Currency);
    }
}

/// <summary>What the fee of a dunning step is for.</summary>
public enum LateFeeBasis
{
    /// <summary>The notice: the highest fee of the steps that are taken with it, whatever it lists.</summary>
    Notice,

    /// <summary>Each invoice that takes the step.</summary>
    Invoice,
}

/// <summary>The flat compensation for debts of a size.</summary>
/// <param name="Currency">An ISO 4217 code; other currencies have bands of their own, or none.</param>
/// <param name="From">The least that is owed, in major units of the currency.</param>
/// <param name="Amount">The compensation, in major units of the currency.</param>
public sealed record CompensationBand(string Currency, decimal From, decimal Amount);

/// <summary>How late charges are taxed where the law of the seller taxes them.</summary>
/// <param name="Treatment">The EN 16931 category.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Jurisdiction">Whom the tax is owed to.</param>
/// <param name="Note">What documents say about it, or empty.</param>
public sealed record LateChargeTax(TaxTreatment Treatment, decimal Rate, string Jurisdiction, string Note);

/// <summary>Rates of interest by date: a base rate that is published, and points on it.</summary>
/// <param name="PointsAboveBase">Percentage points on the base rate, for businesses.</param>
/// <param name="BaseRates">The base rates, in order of their dates.</param>
public sealed record InterestRateTable(decimal PointsAboveBase, IReadOnlyList<InterestRate> BaseRates)
{
    /// <summary>Percentage points on the base rate for who is no business; nothing where such customers are charged no interest.</summary>
    public decimal? ConsumerPoints { get; init; }

    /// <summary>Whether the rate of the first day of interest holds until the invoice is paid, instead of following the base rate (United Kingdom: SI 2002/1675,
    /// article 4).</summary>
    public bool FixedAtStart { get; init; }

    /// <summary>The points for a customer; nothing where it is charged no interest.</summary>
    internal decimal? PointsFor(bool isBusiness) => isBusiness ? PointsAboveBase : ConsumerPoints;

    /// <summary>The rate of a day, in percent a year; 0 before the first base rate, and where the sum is below 0.</summary>
    internal decimal PercentOn(DateOnly day, decimal points) =>
        BaseRates.LastOrDefault(known => known.From <= day) is { } rate ? Math.Max(0, rate.Percent + points) : 0;
}

/// <summary>A base rate from a day on.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Percent">A year; it may be below 0.</param>
public sealed record InterestRate(DateOnly From, decimal Percent);
