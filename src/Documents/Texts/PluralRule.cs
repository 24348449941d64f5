namespace Billing.Documents.Texts;

/// <summary>
/// Which form of a text goes with which count: the cardinal categories of the Unicode CLDR, for whole numbers (CLDR 47,
/// supplemental/plurals.xml; unicode.org/cldr/charts/47/supplemental/language_plural_rules.html). Nothing that documents count
/// has parts, so the conditions on decimals are left out.
/// </summary>
internal sealed class PluralRule
{
    private static readonly Dictionary<string, PluralRule> Rules = new(StringComparer.Ordinal)
    {
        ["en"] = new("one other", n => n == 1 ? "one" : "other"),
        ["de"] = new("one other", n => n == 1 ? "one" : "other"),
        ["nl"] = new("one other", n => n == 1 ? "one" : "other"),
        ["fr"] = new("one many other", n => n <= 1 ? "one" : Millions(n)),
        ["pt"] = new("one many other", n => n <= 1 ? "one" : Millions(n)),
        ["es"] = new("one many other", n => n == 1 ? "one" : Millions(n)),
        ["it"] = new("one many other", n => n == 1 ? "one" : Millions(n)),
        ["pl"] = new("one few many other", n => n == 1 ? "one" : n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14) ? "few" : "many"),
        ["ar"] = new("zero one two few many other", n => n switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ => (n % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
        }),
        ["he"] = new("one two other", n => n == 1 ? "one" : n == 2 ? "two" : "other"),
        ["hi"] = new("one other", n => n <= 1 ? "one" : "other"),
        ["ja"] = new("other", _ => "other"),
    };

    private readonly Func<long, string> _category;

    private PluralRule(string categories, Func<long, string> category)
    {
        Categories = categories.Split(' ');
        _category = category;
    }

    /// <summary>All categories that the language has, also those that only numbers with decimals fall in.</summary>
    internal IReadOnlyList<string> Categories { get; }

    /// <summary>The rule of a language.</summary>
    /// <exception cref="InvalidDataException">There is none: add it together with the language's texts.</exception>
    internal static PluralRule Of(string language) => Rules.TryGetValue(language, out var rule)
        ? rule
        : throw new InvalidDataException($"There is no plural rule for '{language}'; add it from the CLDR.");

    /// <summary>The category of a count; a count below 0 is taken as the same above it.</summary>
    internal string CategoryOf(long count) => _category(Math.Abs(count));

    // "Un million de jours": a whole number of millions takes a form of its own.
    private static string Millions(long n) => n != 0 && n % 1_000_000 == 0 ? "many" : "other";
}
