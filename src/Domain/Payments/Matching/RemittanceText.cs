using System.Globalization;
using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>Finds what a payer wrote: our document numbers, creditor references and the names of accounts in the free text of a bank transfer, where banks
/// break lines and payers leave out hyphens and leading zeros.</summary>
public static partial class RemittanceText
{
    private const int LongestText = 1_000;
    private const int MostWords = 60;

    /// <summary>The numbers of invoices and instalment plans that a text names, as we write them, each once.</summary>
    /// <param name="text">Of at most 1,000 characters; what is longer is not read.</param>
    /// <param name="numberPrefix">The start of the seller's document numbers.</param>
    public static IReadOnlyList<string> InvoiceNumbers(string text, string numberPrefix)
    {
        text = Cut(text);
        var named = new List<string>();
        foreach (var reference in CreditorReferences(text))
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

    /// <summary>What the creditor references in a text refer to, without <c>RF</c> and check digits, each once. They may be written in blocks, with other words
    /// behind them: each reading whose check digits are right is one, the longest first, as one in 97 is right by chance.</summary>
    public static IReadOnlyList<string> CreditorReferences(string text) =>
        [.. References().Matches(Cut(text)).SelectMany(match => Readings(match.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>What may be the name of an account in a text, as <see cref="AccountNames"/> writes them: its words, and each with the word behind it.</summary>
    public static IReadOnlyList<string> Names(string text)
    {
        var words = Words().Matches(Cut(text)).Take(MostWords).Select(match => CreditorReference.Bare(match.Value)).Where(word => word.Length > 0).ToList();
        return [.. words.Concat(words.Zip(words.Skip(1), (first, second) => first + second)).Where(name => name.Length >= AccountNames.Shortest).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Readings(string written)
    {
        for (var end = written.Length; end > 0; end = written.LastIndexOf(' ', end - 1))
        {
            if (CreditorReference.Read(written[..end]) is { } reference)
                yield return reference;
        }
    }

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;

    [GeneratedRegex("(?<![A-Z0-9])RF ?[0-9]{2}(?: ?[A-Z0-9]){1,21}(?![A-Z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex References();

    [GeneratedRegex(@"[\w\-./]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();

    private static Regex Numbers(string prefix) => new(
        $@"(?<![A-Z0-9]){Regex.Escape(prefix)}[-/. ]?(?<kind>INV|ARR)[-/. ]?(?<year>20[0-9]{{2}})[-/. ]?(?<n>[0-9]{{1,9}})(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
