using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>The days that nothing goes out on: what falls on one goes out on the next that is none.</summary>
/// <param name="Weekends">Whether weekends are.</param>
/// <param name="Countries">The countries whose public holidays are, and whose weekends these are: ISO 3166-1 alpha-2, with a region by ISO 3166-2 where
/// one has holidays of its own (DE-BY).</param>
/// <param name="ClosedDays">The seller's own.</param>
public sealed record QuietDays(bool Weekends, IReadOnlyList<string> Countries, IReadOnlyList<DateOnly> ClosedDays)
{
    /// <summary>Every day is a day.</summary>
    public static QuietDays None { get; } = new(false, [], []);

    /// <summary>The public holidays of the countries, as far as they are known; not part of the policy, and given by whoever reads it.</summary>
    [JsonIgnore]
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();
}
