using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>The ids that German authorities have their invoices routed by: a coarse part, a fine part, and check digits (ISO 7064, MOD 97-10).</summary>
public static partial class LeitwegId
{
    /// <summary>What is wrong with an id, in words; null where form and check digits are right.</summary>
    public static string? Check(string text)
    {
        if (!Form().IsMatch(text))
            return "is no Leitweg-ID: one reads like 04011000-1234512345-06";
        return Iban.Remainder(text.Replace("-", "", StringComparison.Ordinal)) == 1 ? null : "is no Leitweg-ID: its check digits do not fit";
    }

    [GeneratedRegex(@"^[0-9]{2,12}(-[A-Z0-9]{1,30})?-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
