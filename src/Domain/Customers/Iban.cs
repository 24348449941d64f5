using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>International bank account numbers (ISO 13616): their length by country and their check digits.</summary>
public static class Iban
{
    // As the registry of SWIFT lists them.
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 " +
        "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 " +
        "SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30").Split(' ')
        .ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry[2..], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What is wrong with an IBAN, in words; null where nothing is.</summary>
    /// <param name="text">Spaces do not count, nor do capitals.</param>
    public static string? Check(string text)
    {
        var iban = Normalise(text);
        if (iban.Length < 4 || !Lengths.TryGetValue(iban[..2], out var length))
            return "is no IBAN: it must start with a country that has IBANs, such as DE";
        if (iban.Length != length)
            return $"is no IBAN of {iban[..2]}: one has {length} characters, this has {iban.Length}";
        return iban.All(char.IsAsciiLetterOrDigit) && Remainder(iban[4..] + iban[..4]) == 1 ? null : "is no IBAN: its check digits do not fit";
    }

    /// <summary>In electronic form: without spaces, in capitals.</summary>
    public static string Normalise(string text) => string.Concat(text.Where(character => character is not (' ' or '\u00a0'))).ToUpperInvariant();

    // ISO 7064, MOD 97-10: letters count as 10 to 35.
    internal static int Remainder(string text) => text.Aggregate(0, (rest, character) =>
        char.IsAsciiDigit(character) ? (rest * 10 + character - '0') % 97 : (rest * 100 + character - 'A' + 10) % 97);
}
