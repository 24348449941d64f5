using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>VAT ids: their form and their check digits, country by country. Whether one is in use only the tax office knows.</summary>
public static partial class VatId
{
    // The forms as the European Commission publishes them for VIES, and those of the United Kingdom, Northern Ireland, Switzerland and Norway.
    private static readonly FrozenDictionary<string, Form> Forms = new Dictionary<string, Form>
    {
        ["AT"] = new("U[0-9]{8}", "ATU12345678", VatIdDigits.Austria),
        ["BE"] = new("[01][0-9]{9}", "BE0123456789", VatIdDigits.Belgium),
        ["BG"] = new("[0-9]{9,10}", "BG123456789", VatIdDigits.Bulgaria),
        ["CHE"] = new("[0-9]{9}(MWST|TVA|IVA|TPV)?", "CHE-123.456.789 MWST", VatIdDigits.Switzerland),
        ["CY"] = new("[0-9]{8}[A-Z]", "CY12345678X", VatIdDigits.Cyprus),
        ["CZ"] = new("[0-9]{8,10}", "CZ12345678", VatIdDigits.Czechia),
        ["DE"] = new("[1-9][0-9]{8}", "DE123456789", VatIdDigits.Mod11And10),
        ["DK"] = new("[1-9][0-9]{7}", "DK12345678", VatIdDigits.Denmark),
        ["EE"] = new("[0-9]{9}", "EE123456789", VatIdDigits.Estonia),
        ["EL"] = new("[0-9]{9}", "EL123456789", VatIdDigits.Greece),
        ["ES"] = new("[A-Z0-9][0-9]{7}[A-Z0-9]", "ESX1234567X", VatIdDigits.Spain),
        ["FI"] = new("[0-9]{8}", "FI12345678", VatIdDigits.Finland),
        ["FR"] = new("[A-HJ-NP-Z0-9]{2}[0-9]{9}", "FRXX123456789", VatIdDigits.France),
        ["GB"] = new("([0-9]{9}([0-9]{3})?|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})", "GB123456789", VatIdDigits.UnitedKingdom),
        ["HR"] = new("[0-9]{11}", "HR12345678901", VatIdDigits.Mod11And10),
        ["HU"] = new("[0-9]{8}", "HU12345678", VatIdDigits.Hungary),
        ["IE"] = new("([0-9]{7}[A-W][A-IW]?|[0-9][A-Z+*][0-9]{5}[A-W])", "IE1234567X", VatIdDigits.Ireland),
        ["IT"] = new("[0-9]{11}", "IT12345678901", VatIdDigits.Italy),
        ["LT"] = new("([0-9]{7}1[0-9]|[0-9]{10}1[0-9])", "LT123456719", VatIdDigits.Lithuania),
        ["LU"] = new("[0-9]{8}", "LU12345678", VatIdDigits.Luxembourg),
        ["LV"] = new("[0-9]{11}", "LV12345678901", VatIdDigits.Latvia),
        ["MT"] = new("[1-9][0-9]{7}", "MT12345678", VatIdDigits.Malta),
        ["NL"] = new("[0-9]{9}B[0-9]{2}", "NL123456789B01", VatIdDigits.Netherlands),
        ["NO"] = new("[0-9]{9}(MVA)?", "NO123456789MVA", VatIdDigits.Norway),
        ["PL"] = new("[0-9]{10}", "PL1234567890", VatIdDigits.Poland),
        ["PT"] = new("[1-9][0-9]{8}", "PT123456789", VatIdDigits.Portugal),
        ["RO"] = new("[1-9][0-9]{1,9}", "RO1234567890", VatIdDigits.Romania),
        ["SE"] = new("[0-9]{10}(0[1-9]|[1-9][0-9])", "SE123456789001", VatIdDigits.Sweden),
        ["SI"] = new("[1-9][0-9]{7}", "SI12345678", VatIdDigits.Slovenia),
        ["SK"] = new("[1-9][0-9][2-4789][0-9]{7}", "SK1234567890", VatIdDigits.Slovakia),
        ["XI"] = new("([0-9]{9}([0-9]{3})?|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})", "XI123456789", VatIdDigits.UnitedKingdom),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with a VAT id, in words; null where form and check digits are right.</summary>
    /// <param name="text">With its country prefix; spaces, dots and hyphens do not count, nor do capitals.</param>
    public static string? Check(string text)
    {
        var id = Normalise(text);
        if (PrefixOf(id) is not { } prefix)
            return "is no VAT id: it must start with the country it was given in, such as DE or ATU";
        var form = Forms[prefix];
        var rest = id[prefix.Length..];
        if (!form.Fits(rest))
            return $"is no VAT id of {prefix}: one reads like {form.Example}";
        return form.HasCheckDigits(rest) ? null : "is no VAT id: its check digits do not fit";
    }

    /// <summary>The id without spaces, dots, hyphens and slashes, in capitals; <c>CHE</c> ids without the word for the tax behind them.</summary>
    public static string Normalise(string text)
    {
        var id = string.Concat(text.Where(character => character is not (' ' or '.' or '-' or '/' or '\u00a0'))).ToUpperInvariant();
        return TaxWord().Replace(id, "$1");
    }

    /// <summary>The country that gave an id: ISO 3166-1 (<c>GR</c> for the prefix EL), or <c>XI</c>. Null for what starts like no VAT id.</summary>
    public static string? CountryOf(string text) => PrefixOf(Normalise(text)) switch
    {
        "EL" => "GR",
        "CHE" => "CH",
        { } prefix => prefix,
        null => null,
    };

    /// <summary>Whether ids of a country can be checked.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, or <c>XI</c>.</param>
    public static bool IsKnownIn(string country) => Forms.ContainsKey(country switch { "GR" => "EL", "CH" => "CHE", _ => country });

    private static string? PrefixOf(string id) =>
        id.StartsWith("CHE", StringComparison.Ordinal) ? "CHE" : id.Length > 2 && Forms.ContainsKey(id[..2]) ? id[..2] : null;

    [GeneratedRegex("^((?:CHE|NO)[0-9]{9})(?:MWST|TVA|IVA|TPV|MVA)$", RegexOptions.CultureInvariant)]
    private static partial Regex TaxWord();

    private sealed class Form(string pattern, string example, Func<string, bool> hasCheckDigits)
    {
        private readonly Regex regex = new($"^{pattern}\\z", RegexOptions.CultureInvariant);

        public string Example => example;

        public bool Fits(string rest) => regex.IsMatch(rest);

        public bool HasCheckDigits(string rest) => hasCheckDigits(rest);
    }
}
