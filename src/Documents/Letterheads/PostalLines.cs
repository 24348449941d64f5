using System.Collections.Concurrent;
using System.Globalization;
using Billing.Domain;

namespace Billing.Documents.Letterheads;

/// <summary>Addresses as their country's post writes them (Universal Postal Union, Postal addressing systems).</summary>
internal static class PostalLines
{
    private static readonly ConcurrentDictionary<string, string> CountryNames = new(StringComparer.Ordinal);

    /// <summary>The lines below the name.</summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="fromCountry">Where it is posted: what stays in the country does not name it. Empty where the country is always named.</param>
    internal static IEnumerable<string> Of(PostalAddress address, string fromCountry)
    {
        var country = address.Country == fromCountry ? "" : CountryName(address.Country);
        return Domestic(address).Append(country).Select(line => line.Trim()).Where(line => line.Length > 0);
    }

    private static string[] Domestic(PostalAddress address)
    {
        var (street, code, city, region) = (address.Street, address.PostalCode, address.City, address.Region);
        return address.Country switch
        {
            "US" => [street, Joined(", ", city, Joined(" ", region, code))],
            "CA" => [street, Joined("  ", Joined(" ", city, region), code)],
            "AU" => [street, Joined(" ", city, region, code)],
            "GB" or "IE" => [street, city, region, code],
            "IT" => [street, Joined(" ", code, city, region)],
            "NL" => [street, Joined("  ", code, city)],
            "BR" => [street, Joined(" - ", city, region), code],
            "MX" => [street, Joined(", ", Joined(" ", code, city), region)],
            "IN" => [street, Joined(" ", city, code), region],
            "JP" when IsJapanese(street) => [code.Length > 0 ? $"\u3012{code}" : "", $"{region}{city}{street}"],
            "JP" => [street, Joined(", ", city, Joined(" ", region, code))],
            "SG" or "AE" or "SA" => [street, Joined(" ", city, code), region],
            _ => [street, Joined(" ", code, city), region],
        };
    }

    // In Japanese script an address goes from the large to the small.
    private static bool IsJapanese(string street) => street.Any(c => c is >= '\u3040' and <= '\u30FF' or >= '\u4E00' and <= '\u9FFF');

    /// <summary>The English name of a country in capitals, which every post reads; its code where there is none.</summary>
    private static string CountryName(string code) => code.Length != 2 ? code : CountryNames.GetOrAdd(code, static c =>
    {
        try
        {
            return new RegionInfo(c).EnglishName.ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            return c;
        }
    });

    private static string Joined(string separator, params string[] parts) => string.Join(separator, parts.Where(p => p.Length > 0));
}
