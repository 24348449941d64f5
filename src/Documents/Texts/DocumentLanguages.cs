namespace Billing.Documents.Texts;

/// <summary>The languages that there are texts in.</summary>
public static class DocumentLanguages
{
    /// <summary>Their BCP 47 tags, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. DocumentTexts.Languages.Order(StringComparer.Ordinal)];

    /// <summary>Whether there are texts in a language, or in the one that it is a variety of.</summary>
    /// <param name="tag">A BCP 47 tag.</param>
    public static bool Has(string tag) => Find(tag) is not null;

    /// <summary>The language whose texts a tag gets: its own, that which it is a variety of, else English.</summary>
    internal static string Of(string tag) => Find(tag) ?? DocumentTexts.Fallback;

    private static string? Find(string tag)
    {
        for (var candidate = tag; candidate.Length > 0; candidate = candidate[..Math.Max(0, candidate.LastIndexOf('-'))])
        {
            if (All.FirstOrDefault(language => string.Equals(language, candidate, StringComparison.OrdinalIgnoreCase)) is { } found)
                return found;
        }
        return null;
    }
}
