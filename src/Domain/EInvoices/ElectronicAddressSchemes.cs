using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>The schemes of electronic addresses: the list EAS, what of it Peppol delivers to, and the form of ids where it can be checked.</summary>
public static class ElectronicAddressSchemes
{
    // Version 13 of the list. The letters are networks of others, such as e-mail.
    private static readonly FrozenSet<string> Peppol = (
        "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 " +
        "0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 0244 9910 9913 9914 9915 9918 9919 " +
        "9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 " +
        "9950 9951 9952 9953 9957 9959").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = "AN AQ AS AU EM".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // The schemes that are VAT ids, with the country whose they are.
    private static readonly FrozenDictionary<string, string> VatSchemes = (
        "9910HU 9914AT 9920ES 9922AD 9923AL 9924BA 9925BE 9926BG 9927CH 9928CY 9929CZ 9930DE 9931EE 9932GB 9933GR 9934HR 9935IE 9936LI 9937LT 9938LU 9939LV 9940MC 9941ME " +
        "9942MK 9943MT 9944NL 9945PL 9946PT 9947RO 9948RS 9949SI 9950SK 9951SM 9952TR 9953VA 9957FR").Split(' ').ToFrozenDictionary(entry => entry[..4], entry => entry[4..], StringComparer.Ordinal);

    /// <summary>What is wrong with an address, in words; null where its scheme is known and its id has the form of it.</summary>
    public static string? Problem(ElectronicAddress address) => Check(address)?.Message;

    /// <summary>Whether the list EAS has a scheme.</summary>
    public static bool Contains(string scheme) => Peppol.Contains(scheme) || Others.Contains(scheme);

    /// <summary>Whether Peppol delivers to addresses of a scheme.</summary>
    public static bool IsOfPeppol(string scheme) => Peppol.Contains(scheme);

    /// <summary>What is wrong with an address, by which rule; nothing where its scheme is known and its id has the form of it.</summary>
    internal static (string Rule, string Message)? Check(ElectronicAddress address)
    {
        if (!Contains(address.Scheme))
            return ("BR-CL-25", $"'{address.Scheme}' is no scheme of the list EAS; give one such as 0204 (Leitweg-ID), 0088 (GLN), 9930 (German VAT id) or EM (e-mail).");
        if (address.Id.Length == 0 || address.Id.Any(char.IsWhiteSpace))
            return ("PEPPOL-EN16931-R008", "An electronic address needs its id, without spaces.");
        return address.Scheme switch
        {
            "0088" when !IsGln(address.Id) => ("PEPPOL-COMMON-R040", $"'{address.Id}' is no GLN: it has 13 digits, the last of which is a check digit."),
            "0192" when !IsNorwegian(address.Id) => ("PEPPOL-COMMON-R041", $"'{address.Id}' is no Norwegian organisation number: it has 9 digits, the last of which is a check digit."),
            "0184" when !IsDanish(address.Id) => ("PEPPOL-COMMON-R042", $"'{address.Id}' is no Danish CVR number: it has 8 digits, with or without DK before them."),
            "0208" when !IsBelgian(address.Id) => ("PEPPOL-COMMON-R043", $"'{address.Id}' is no Belgian enterprise number: it has 10 digits, the last two of which are check digits."),
            "0204" when LeitwegId.Check(address.Id) is { } problem => ("BR-CL-25", $"'{address.Id}' {problem}."),
            "EM" when !address.Id.Contains('@', StringComparison.Ordinal) => ("BR-CL-25", $"'{address.Id}' is no e-mail address."),
            var scheme when VatSchemes.TryGetValue(scheme, out var country) && VatId.IsKnownIn(country) && VatProblem(address.Id, country) is { } problem => ("BR-CL-25", $"'{address.Id}' {problem}."),
            _ => null,
        };
    }

    private static string? VatProblem(string id, string country) =>
        VatId.Check(id) ?? (VatId.CountryOf(id) == country ? null : $"was given in {VatId.CountryOf(id)}, and the scheme is for {country}");

    private static bool IsGln(string id) => HasDigits(id, 13) && id.Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    private static bool IsNorwegian(string id)
    {
        if (!HasDigits(id, 9))
            return false;
        var check = (11 - id[..8].Zip("32765432", (digit, weight) => (digit - '0') * (weight - '0')).Sum() % 11) % 11;
        return check == id[8] - '0';
    }

    private static bool IsDanish(string id) => HasDigits(id.StartsWith("DK", StringComparison.Ordinal) ? id[2..] : id, 8);

    private static bool IsBelgian(string id) =>
        HasDigits(id, 10) && 97 - Digits(id[..8]) % 97 == Digits(id[8..]);

    private static bool HasDigits(string id, int count) => id.Length == count && id.All(char.IsAsciiDigit);

    private static int Digits(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
