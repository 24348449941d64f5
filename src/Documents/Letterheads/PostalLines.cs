using System.Collections.Concurrent;
using System.Globalization;
using Billing.Domain;

namespace Billing.Documents.Letterheads;

/// <summary>Addresses as their country's post writes them.</summary>
internal static class PostalLines
{
    private static readonly ConcurrentDictionary<string, string> CountryNames = new(StringComparer.Ordinal);

    internal static IEnumerable<string> Of(PostalAddress address)
    {
        string[] lines = address.Country switch
        {
            "US" or "CA" or "AU" => [address.Street, $"{Joined(", ", address.City, address.Region)} {address.PostalCode}"],
            "GB" or "IE" => [address.Street, address.City, address.Region, address.PostalCode],
            "IN" or "SG" or "AE" or "SA" => [address.Street, Joined(", ", address.City, address.Region), address.PostalCode],
            _ => [address.Street, $"{address.PostalCode} {address.City}", address.Region],
        };
        return lines.Append(CountryName(address.Country)).Select(l => l.Trim()).Where(l => l.Length > 0);
    }

    /// <summary>The English name of a country, or its code where there is none.</summary>
    private static string CountryName(string code) => code.Length != 2 ? code : CountryNames.GetOrAdd(code, static c =>
    {
        try
        {
            return new RegionInfo(c).EnglishName;
        }
        catch (ArgumentException)
        {
            return c;
        }
    });

    private static string Joined(string separator, params string[] parts) => string.Join(separator, parts.Where(p => p.Length > 0));
}
