namespace Billing.Domain;

/// <summary>The unit of a billing interval.</summary>
public enum IntervalUnit
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>Calendar months; the day is kept where the month has it.</summary>
    Month,

    /// <summary>Calendar years; 29 February becomes 28 February in common years.</summary>
    Year,
}

/// <summary>How often something is billed: every n days, weeks, months or years.</summary>
/// <param name="Count">n, 1 or more. A quarter is 3 months.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct BillingInterval(int Count, IntervalUnit Unit)
{
    /// <summary>The date k intervals after an anchor (before it, where k is negative), always reckoned from the anchor and never from the
    /// previous date: 31 January, then 28 February, then 31 March.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval has no length, or the date lies outside the calendar.</exception>
    public DateOnly After(DateOnly anchor, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1);
        return Unit switch
        {
            IntervalUnit.Day => anchor.AddDays(k * Count),
            IntervalUnit.Week => anchor.AddDays(k * Count * 7),
            IntervalUnit.Month => anchor.AddMonths(k * Count),
            IntervalUnit.Year => anchor.AddYears(k * Count),
            _ => throw new InvalidOperationException($"There is no interval unit {Unit}."),
        };
    }

    /// <inheritdoc />
    public override string ToString() => Count == 1 ? $"1 {Unit}" : $"{Count} {Unit}s";
}
