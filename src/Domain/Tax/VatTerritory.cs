using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>Where an address lies in the eyes of value added tax (directive 2006/112/EC, Articles 5 to 7).</summary>
public static class VatTerritory
{
    /// <summary>Northern Ireland: outside the Union for services, inside for goods (Protocol on Ireland and Northern Ireland, Article 8).</summary>
    public const string NorthernIreland = "XI";

    private static readonly FrozenSet<string> MemberStates =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Article 6: parts of member states where the directive does not apply, by the start of their postal codes. Büsingen and Heligoland; Livigno and
    // Campione d'Italia; the Canary Islands, Ceuta and Melilla; Åland; Mount Athos; the French overseas departments.
    private static readonly FrozenDictionary<string, string[]> Excluded = new Dictionary<string, string[]>
    {
        ["DE"] = ["78266", "27498"],
        ["IT"] = ["23041", "22061"],
        ["ES"] = ["35", "38", "51", "52"],
        ["FI"] = ["22"],
        ["GR"] = ["63086"],
        ["FR"] = ["97", "98"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a country is a member state.</summary>
    /// <param name="country">ISO 3166-1 alpha-2; Greece is <c>GR</c>.</param>
    public static bool IsMemberState(string country) => MemberStates.Contains(country);

    /// <summary>The country whose value added tax an address belongs to: a member state, <see cref="NorthernIreland"/>, or the country itself.
    /// Null for a part of a member state where the directive does not apply, which is outside the Union.</summary>
    public static string? Of(PostalAddress address) => address.Country switch
    {
        // Article 7: Monaco counts as France, the Isle of Man as the United Kingdom. A Monegasque postal code starts with 98.
        "MC" => "FR",
        "IM" => "GB",
        "GB" => address.PostalCode.StartsWith("BT", StringComparison.OrdinalIgnoreCase) ? NorthernIreland : "GB",
        _ => IsExcluded(address) ? null : address.Country,
    };

    private static bool IsExcluded(PostalAddress address)
    {
        if (!Excluded.TryGetValue(address.Country, out var starts))
            return false;
        var digits = address.PostalCode.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == 5 && starts.Any(start => digits.StartsWith(start, StringComparison.Ordinal));
    }
}
