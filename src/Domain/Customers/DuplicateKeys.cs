using System.Globalization;
using System.Text;

namespace Billing.Domain;

/// <summary>What two profiles of one and the same customer have in common, however they were typed.</summary>
public static class DuplicateKeys
{
    /// <summary>The tax id where there is one, and the name with the address. Two customers of a seller that share a key are possibly one.</summary>
    /// <remarks>The keys hold personal data: whoever stores them hashes them.</remarks>
    public static IReadOnlyList<string> Of(CustomerProfile profile)
    {
        var address = profile.Address;
        var place = address.PostalCode.Length > 0 ? address.PostalCode : address.City;
        var nameAndAddress = $"name|{Fold(profile.Name)}|{Street(address.Street)}|{Fold(place)}|{address.Country}";
        return profile.IsBusiness ? [$"tax|{address.Country}|{Fold(VatId.Normalise(profile.VatId))}", nameAndAddress] : [nameAndAddress];
    }

    // Letters and digits alone, in lower case and without accents: "Großschädl Metallbau GmbH" and "GROSSSCHÄDL METALLBAU G.M.B.H." are alike.
    private static string Fold(string text) => string.Concat(text.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD)
        .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(character))
        .Select(char.ToLowerInvariant));

    private static string Street(string street) => Fold(street).Replace("strasse", "str", StringComparison.Ordinal).Replace("street", "st", StringComparison.Ordinal);
}
