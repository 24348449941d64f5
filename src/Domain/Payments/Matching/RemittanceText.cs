using System.Globalization;
using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>Finds what a payer wrote: our document numbers and creditor references in the free text of a bank transfer, where banks break lines and payers
/// leave out hyphens and leading zeros.</summary>
public static partial class RemittanceText
{
    private const int LongestText = 1_000;

    /// <summary>The numbers of invoices and instalment plans that a text names, as we write them, each once.</summary>
    /// <param name="text">Of at most 1,000 characters; what is longer is not read.</param>
    /// <param name="numberPrefix">The start of the seller's document numbers.</param>
    public static IReadOnlyList<string> InvoiceNumbers(string text, string numberPrefix)
    {
        text = text.Length > LongestText ? text[..LongestText] : text;
        var named = new List<string>();
        foreach (var reference in References().Matches(text).Select(match => CreditorReference.Read(match.Value)).OfType<string>())
            Add(reference);
        foreach (var match in Numbers(numberPrefix).Matches(text).Cast<Match>())
            Add(match.Value);
        return named;

        void Add(string bare)
        {
            var parts = Numbers(numberPrefix).Match(bare);
            if (parts.Success && long.TryParse(parts.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            {
                var number = $"{numberPrefix}-{parts.Groups["kind"].Value.ToUpperInvariant()}-{parts.Groups["year"].Value}-{n.ToString("D6", CultureInfo.InvariantCulture)}";
                if (!named.Contains(number))
                    named.Add(number);
            }
        }
    }

    [GeneratedRegex("RF ?[0-9]{2}(?: ?[A-Z0-9]){1,21}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex References();

    private static Regex Numbers(string prefix) => new(
        $@"(?<![A-Z0-9]){Regex.Escape(prefix)}[-/. ]?(?<kind>INV|ARR)[-/. ]?(?<year>20[0-9]{{2}})[-/. ]?(?<n>[0-9]{{1,9}})(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
