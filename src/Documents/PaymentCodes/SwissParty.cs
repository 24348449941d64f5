using Billing.Documents.Letterheads;

namespace Billing.Documents.PaymentCodes;

/// <summary>A party of a Swiss QR bill, with a structured address (type S); the house number stands in the street, as the guidelines allow.</summary>
/// <param name="Name">Of at most 70 characters.</param>
/// <param name="Street">Of at most 70, or empty.</param>
/// <param name="PostalCode">Of at most 16.</param>
/// <param name="City">Of at most 35.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
internal sealed record SwissParty(string Name, string Street, string PostalCode, string City, string Country)
{
    private const int LongestName = 70;
    private const int LongestPostalCode = 16;
    private const int LongestCity = 35;

    /// <summary>A party whose name and address the code can carry; null where it lacks what is mandatory or has characters that no Swiss bank takes. A name or street
    /// that is too long is cut, as banks do.</summary>
    internal static SwissParty? Of(DocumentParty party)
    {
        var (name, street) = (Cut(party.Name, LongestName), Cut(party.Address.Street, LongestName));
        var address = party.Address;
        var fits = name.Length > 0 && address.PostalCode.Length is > 0 and <= LongestPostalCode && address.City.Length is > 0 and <= LongestCity && address.Country.Length == 2;
        return fits && new[] { name, street, address.PostalCode, address.City }.All(IsCarried)
            ? new SwissParty(name, street, address.PostalCode, address.City, address.Country)
            : null;
    }

    /// <summary>Whether all characters are in the set that Swiss payments take: Basic Latin, Latin-1, Latin Extended-A, the Romanian S and T, the euro sign
    /// (guidelines 2.3, 4.1.1).</summary>
    internal static bool IsCarried(string text) =>
        text.All(c => c is >= ' ' and <= '~' or > '\u00A0' and not '\u00AD' and <= '\u017F' or >= '\u0218' and <= '\u021B' or '€');

    private static string Cut(string text, int longest)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length > longest ? line[..longest].TrimEnd() : line;
    }
}
