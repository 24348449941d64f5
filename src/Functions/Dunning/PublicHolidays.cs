using System.Collections.Concurrent;
using Billing.Domain;
using PublicHoliday;

namespace Billing.Functions.Dunning;

/// <summary>The public holidays of countries and of regions with holidays of their own, as the library PublicHoliday has them.</summary>
internal static class PublicHolidays
{
    // Steps lie at most a year from their due date, and what lies further ahead is looked at again on its day.
    private const int YearsAhead = 3;

    private static readonly HashSet<string> Provinces = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"];
    private static readonly ConcurrentDictionary<(string Place, int Year), IReadOnlyList<DateOnly>> Known = new();

    /// <summary>Whether the holidays of a place are known: a country (DE), or a region of Germany, Switzerland, Australia, Canada or the United Kingdom (DE-BY).</summary>
    public static bool IsKnown(string place) => Of(place) is not null;

    /// <summary>A policy that knows the holidays of its quiet days, from the year before one on.</summary>
    public static BillingPolicy Knowing(BillingPolicy policy, int year) => policy.Dunning.All(known => known.QuietDays.Countries.Count == 0)
        ? policy
        : policy with { Dunning = [.. policy.Dunning.Select(known => known with { QuietDays = known.QuietDays with { Holidays = Of(known.QuietDays.Countries, year) } })] };

    private static HashSet<DateOnly> Of(IReadOnlyList<string> places, int year) =>
        [.. places.SelectMany(place => Enumerable.Range(year - 1, YearsAhead + 2).SelectMany(one => Known.GetOrAdd((place, one), key => Read(key.Place, key.Year))))];

    private static IReadOnlyList<DateOnly> Read(string place, int year) => [.. (Of(place)?.PublicHolidays(year) ?? []).Select(DateOnly.FromDateTime)];

    private static IPublicHolidays? Of(string place)
    {
        var (country, region) = place.Split('-') is [var one, var other] ? (one, other) : (place, "");
        return (country, region) switch
        {
            (_, "") => Enum.TryParse<PublicHolidayCountryCode>(country, ignoreCase: true, out var known) ? PublicHolidayFactory.GetPublicHolidayForCountry(known) : null,
            ("DE", _) => Region<GermanPublicHoliday.States>(region) is { } state ? new GermanPublicHoliday { State = state } : null,
            ("CH", _) => Region<SwitzerlandPublicHoliday.Cantons>(region) is { } canton ? new SwitzerlandPublicHoliday { Canton = canton } : null,
            ("AU", _) => Region<AustraliaPublicHoliday.States>(region) is { } state ? new AustraliaPublicHoliday { State = state } : null,
            ("CA", _) => Provinces.Contains(region) ? new CanadaPublicHoliday(region) : null,
            ("GB", "ENG") => new UKBankHoliday { UkCountry = UKBankHoliday.UkCountries.England },
            ("GB", "WLS") => new UKBankHoliday { UkCountry = UKBankHoliday.UkCountries.Wales },
            ("GB", "SCT") => new UKBankHoliday { UkCountry = UKBankHoliday.UkCountries.Scotland },
            ("GB", "NIR") => new UKBankHoliday { UkCountry = UKBankHoliday.UkCountries.NorthernIreland },
            _ => null,
        };
    }

    private static T? Region<T>(string region)
        where T : struct, Enum => region != "ALL" && Enum.TryParse<T>(region, out var known) ? known : null;
}
