using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>The days that nothing goes out on: what falls on one goes out on the next that is none.</summary>
/// <param name="Weekends">Whether weekends are.</param>
/// <param name="Countries">The countries whose public holidays are, and whose weekends these are: ISO 3166-1 alpha-2, with a region by ISO 3166-2 where
/// one has holidays of its own (DE-BY). Without a country the weekend is Saturday and Sunday.</param>
/// <param name="ClosedDays">The seller's own.</param>
public sealed record QuietDays(bool Weekends, IReadOnlyList<string> Countries, IReadOnlyList<DateOnly> ClosedDays)
{
    /// <summary>Every day is a day.</summary>
    public static QuietDays None { get; } = new(false, [], []);

    /// <summary>The public holidays of the countries, as far as they are known; not part of the policy, and given by whoever reads it.</summary>
    [JsonIgnore]
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Whether nothing goes out on a day.</summary>
    public bool IsQuiet(DateOnly day) => (Weekends && IsWeekend(day.DayOfWeek)) || Holidays.Contains(day) || ClosedDays.Contains(day);

    /// <summary>The day itself, or the first after it that is not quiet. There is one: Tuesday is nobody's weekend, and the other quiet days are counted.</summary>
    public DateOnly NextOpen(DateOnly day)
    {
        while (IsQuiet(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The last day to pay what is due on a day: that day itself, or where it is a weekend or a public holiday the first after it that is neither
    /// (section 193 of the German civil code; Regulation 1182/71, Article 3 (4)). The seller's own closed days keep nobody from paying.</summary>
    internal DateOnly LastDayToPay(DateOnly dueDate) => (this with { ClosedDays = [] }).NextOpen(dueDate);

    private bool IsWeekend(DayOfWeek day) => Countries.Count == 0
        ? day is DayOfWeek.Saturday or DayOfWeek.Sunday
        : Countries.Any(place => WeekendOf(place[..2]).Contains(day));

    // By the weekend data of the Unicode CLDR; where it says nothing, Saturday and Sunday.
    private static IReadOnlyList<DayOfWeek> WeekendOf(string country) => country switch
    {
        "AF" => [DayOfWeek.Thursday, DayOfWeek.Friday],
        "BH" or "DZ" or "EG" or "IL" or "IQ" or "JO" or "KW" or "LY" or "OM" or "QA" or "SA" or "SD" or "SY" or "YE" => [DayOfWeek.Friday, DayOfWeek.Saturday],
        "IN" or "UG" => [DayOfWeek.Sunday],
        "IR" => [DayOfWeek.Friday],
        _ => [DayOfWeek.Saturday, DayOfWeek.Sunday],
    };
}
