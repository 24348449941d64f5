using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>The forms of postal codes, by country, as the Universal Postal Union describes its members' addresses. A country that is not listed has no
/// postal codes, or ones that addresses do without.</summary>
internal static class PostalCodes
{
    private const string BritishForm = "[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA|BFPO ?[0-9]{1,4}";

    // Pattern and an example.
    private static readonly FrozenDictionary<string, (Regex Form, string Example)> ByCountry = new Dictionary<string, (string Pattern, string Example)>
    {
        ["AD"] = ("AD[1-7]00", "AD100"),
        ["AR"] = ("[A-HJ-NP-Z]?[0-9]{4}([A-Z]{3})?", "C1425"),
        ["AT"] = ("[1-9][0-9]{3}", "1010"),
        ["AU"] = ("[0-9]{4}", "2000"),
        ["BE"] = ("[1-9][0-9]{3}", "1000"),
        ["BG"] = ("[1-9][0-9]{3}", "1000"),
        ["BR"] = ("[0-9]{5}-?[0-9]{3}", "01310-100"),
        ["CA"] = ("[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9]", "K1A 0B1"),
        ["CH"] = ("[1-9][0-9]{3}", "8001"),
        ["CN"] = ("[0-9]{6}", "100000"),
        ["CY"] = ("[0-9]{4}", "1010"),
        ["CZ"] = ("[1-7][0-9]{2} ?[0-9]{2}", "110 00"),
        ["DE"] = ("[0-9]{5}", "10115"),
        ["DK"] = ("[0-9]{3,4}", "1050"),
        ["EE"] = ("[0-9]{5}", "10111"),
        ["EG"] = ("[0-9]{5}", "11511"),
        ["ES"] = ("(0[1-9]|[1-4][0-9]|5[0-2])[0-9]{3}", "28001"),
        ["FI"] = ("[0-9]{5}", "00100"),
        ["FO"] = ("[0-9]{3}", "100"),
        ["FR"] = ("[0-9]{5}", "75001"),
        ["GB"] = (BritishForm, "EC1Y 8LE"),
        ["GG"] = (BritishForm, "GY1 1WR"),
        ["GL"] = ("39[0-9]{2}", "3900"),
        ["GR"] = ("[0-9]{3} ?[0-9]{2}", "104 31"),
        ["HR"] = ("[0-9]{5}", "10000"),
        ["HU"] = ("[1-9][0-9]{3}", "1051"),
        ["ID"] = ("[0-9]{5}", "10110"),
        ["IL"] = ("[0-9]{5}([0-9]{2})?", "9414905"),
        ["IM"] = (BritishForm, "IM1 1AA"),
        ["IN"] = ("[1-9][0-9]{2} ?[0-9]{3}", "110001"),
        ["IS"] = ("[0-9]{3}", "101"),
        ["IT"] = ("[0-9]{5}", "00118"),
        ["JE"] = (BritishForm, "JE1 1AA"),
        ["JP"] = ("[0-9]{3}-?[0-9]{4}", "100-0001"),
        ["KR"] = ("[0-9]{5}", "04524"),
        ["LI"] = ("94(8[5-9]|9[0-8])", "9490"),
        ["LT"] = ("(LT-)?[0-9]{5}", "LT-01100"),
        ["LU"] = ("(L-)?[1-9][0-9]{3}", "L-1009"),
        ["LV"] = ("LV-[0-9]{4}", "LV-1050"),
        ["MA"] = ("[0-9]{5}", "10000"),
        ["MC"] = ("980[0-9]{2}", "98000"),
        ["MT"] = ("[A-Z]{3} ?[0-9]{2,4}", "VLT 1117"),
        ["MX"] = ("[0-9]{5}", "06000"),
        ["MY"] = ("[0-9]{5}", "50000"),
        ["NL"] = ("[1-9][0-9]{3} ?[A-Z]{2}", "1012 AB"),
        ["NO"] = ("[0-9]{4}", "0150"),
        ["NZ"] = ("[0-9]{4}", "6011"),
        ["PH"] = ("[0-9]{4}", "1000"),
        ["PL"] = ("[0-9]{2}-[0-9]{3}", "00-001"),
        ["PR"] = ("00[679][0-9]{2}(-[0-9]{4})?", "00901"),
        ["PT"] = ("[1-9][0-9]{3}-[0-9]{3}", "1000-001"),
        ["RO"] = ("[0-9]{6}", "010011"),
        ["RS"] = ("[0-9]{5}", "11000"),
        ["SE"] = ("[1-9][0-9]{2} ?[0-9]{2}", "111 20"),
        ["SG"] = ("[0-9]{6}", "018956"),
        ["SI"] = ("(SI-)?[1-9][0-9]{3}", "1000"),
        ["SK"] = ("[089][0-9]{2} ?[0-9]{2}", "811 01"),
        ["SM"] = ("4789[0-9]", "47890"),
        ["TH"] = ("[1-9][0-9]{4}", "10200"),
        ["TN"] = ("[0-9]{4}", "1000"),
        ["TR"] = ("[0-9]{5}", "34000"),
        ["TW"] = ("[0-9]{3}([0-9]{2,3})?", "100"),
        ["UA"] = ("[0-9]{5}", "01001"),
        ["US"] = ("[0-9]{5}(-[0-9]{4})?", "98101"),
        ["VA"] = ("00120", "00120"),
        ["ZA"] = ("[0-9]{4}", "2000"),
    }.ToFrozenDictionary(entry => entry.Key, entry => (new Regex($"^(?:{entry.Value.Pattern})\\z", RegexOptions.CultureInvariant), entry.Value.Example), StringComparer.Ordinal);

    /// <summary>What is wrong with a postal code of a country; null where nothing is.</summary>
    public static string? Check(string country, string postalCode) =>
        !ByCountry.TryGetValue(country, out var known) || known.Form.IsMatch(postalCode) ? null
        : postalCode.Length == 0 ? $"is required in {country}, such as {known.Example}"
        : $"is no postal code of {country}; one reads like {known.Example}";
}
