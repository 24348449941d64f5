using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>The states and provinces of the countries whose addresses need one, as the post writes them (the end of their ISO 3166-2 codes).</summary>
internal static class Regions
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByCountry = new Dictionary<string, string>
    {
        ["AU"] = "ACT NSW NT QLD SA TAS VIC WA",
        ["BR"] = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO",
        ["CA"] = "AB BC MB NB NL NS NT NU ON PE QC SK YT",
        ["MX"] = "AGU BCN BCS CAM CHH CHP CMX COA COL DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SIN SLP SON TAB TAM TLA VER YUC ZAC",
        ["US"] = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP",
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>What is wrong with a region of a country; null where nothing is, or where the country's addresses need none.</summary>
    public static string? Check(string country, string region) =>
        !ByCountry.TryGetValue(country, out var regions) || regions.Contains(region) ? null
        : region.Length == 0 ? $"is required in {country}: a state or province such as {regions.Order(StringComparer.Ordinal).First()}"
        : $"'{region}' is no state or province of {country}";
}
