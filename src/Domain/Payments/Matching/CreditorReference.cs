using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Domain;

/// <summary>Structured creditor references, ISO 11649: <c>RF</c>, two check digits and up to 21 letters and digits. Banks carry them unchanged, and a slip
/// of the pen shows.</summary>
public static class CreditorReference
{
    private const int LongestReference = 21;

    /// <summary>The reference of a document number: <c>ACME-INV-2026-000042</c> gives <c>RF..ACMEINV2026000042</c>.</summary>
    /// <exception cref="ArgumentException">The number has no letter or digit, or more than 21 of them.</exception>
    public static string Of(string number)
    {
        var reference = Bare(number);
        if (reference.Length is 0 or > LongestReference)
            throw new ArgumentException($"'{number}' has {reference.Length} letters and digits; a creditor reference has 1 to {LongestReference}.", nameof(number));
        return $"RF{(98 - Remainder($"{reference}RF00")).ToString("D2", CultureInfo.InvariantCulture)}{reference}";
    }

    /// <summary>The reference of an account: its own for ever, whatever its ids look like, as those may be too long for one.</summary>
    public static string OfAccount(string accountId) => Of($"C{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(accountId)).AsSpan(0, 8))}");

    /// <summary>The bare reference in a creditor reference, without <c>RF</c> and check digits; null where the text is none or its check digits are wrong.</summary>
    public static string? Read(string text)
    {
        var bare = Bare(text);
        return bare.Length is > 4 and <= LongestReference + 4 && bare.StartsWith("RF", StringComparison.Ordinal) && char.IsAsciiDigit(bare[2]) && char.IsAsciiDigit(bare[3])
            && Remainder(bare[4..] + bare[..4]) == 1
            ? bare[4..]
            : null;
    }

    /// <summary>A number as it is compared: its letters and digits in capitals.</summary>
    public static string Bare(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    // Letters count from A = 10; modulo 97 digit by digit, as the number has up to 50 of them.
    private static int Remainder(string text)
    {
        var remainder = 0;
        foreach (var c in text)
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
        return remainder;
    }
}
