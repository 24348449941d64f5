using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.Documents.Texts;

namespace Billing.Documents.Tests.Texts;

/// <summary>Holds the files of texts against the English one. What differs is listed by language and text.</summary>
public sealed partial class DocumentTextsTests
{
    /// <summary>Names and words that other languages spell as English does.</summary>
    private static readonly HashSet<string> SameEverywhere = ["BIC", "Bank", "Cheque", "Date", "Document", "IBAN", "Pages", "Postcode", "Product", "Subtotal", "Total", "Total ({0})", "incl. {0}"];

    public static TheoryData<string> Languages => [.. DocumentTexts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_the_texts_that_English_has_and_no_other(string language)
    {
        var english = Texts("en").Keys.ToHashSet();
        var texts = Texts(language).Keys.ToHashSet();
        Assert.True(english.SetEquals(texts), $"{language}.json lacks: {Listed(english.Except(texts))}; has beside them: {Listed(texts.Except(english))}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_text_fills_in_the_values_that_the_English_does(string language)
    {
        var english = Texts("en");
        var wrong = Texts(language).Where(text => english.ContainsKey(text.Key)).Where(text => text.Value.Forms.Any(form => !Agrees(form, english[text.Key])));
        Assert.True(!wrong.Any(), $"{language}.json fills in other values than en.json in: {Listed(wrong.Select(text => text.Key))}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_empty_or_begins_or_ends_with_a_space(string language)
    {
        var wrong = Texts(language).Where(text => text.Value.Forms.Any(form => form.Value.Trim().Length == 0 || form.Value.Trim() != form.Value));
        Assert.True(!wrong.Any(), $"{language}.json has empty texts or stray spaces in: {Listed(wrong.Select(text => text.Key))}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_left_in_English(string language)
    {
        if (language == "en")
            return;
        var english = Texts("en");
        var wrong = Texts(language).Where(text => english.TryGetValue(text.Key, out var original)
            && text.Value.Forms.Any(form => original.Forms.Any(o => o.Value == form.Value) && !SameEverywhere.Contains(form.Value)));
        Assert.True(!wrong.Any(), $"{language}.json says the same as en.json in: {Listed(wrong.Select(text => $"{text.Key} \"{text.Value.Forms[0].Value}\""))}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_is_read_and_names_itself(string language) =>
        Assert.Equal(language, DocumentTexts.For(System.Globalization.CultureInfo.GetCultureInfo(language)).Language);

    /// <summary>A form for one count may leave the count out: "on the day after" says it in words.</summary>
    private static bool Agrees((string Category, string Value) form, Text english)
    {
        var values = Values(form.Value);
        var expected = english.Forms.Select(f => Values(f.Value)).MaxBy(v => v.Count)!;
        return values.SetEquals(expected) || (form.Category is "zero" or "one" or "two" && values.SetEquals(expected.Where(v => v != "{0}")));
    }

    private static HashSet<string> Values(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static Dictionary<string, Text> Texts(string language)
    {
        using var stream = typeof(DocumentTexts).Assembly.GetManifestResourceStream($"Texts/{language}.json")!;
        return Leaves(JsonNode.Parse(stream)!.AsObject(), "").Where(text => text.Key != "language").ToDictionary(text => text.Key, text => text.Value);
    }

    private static IEnumerable<KeyValuePair<string, Text>> Leaves(JsonObject node, string path) => node.SelectMany(member => member.Value switch
    {
        JsonObject forms when forms.ContainsKey("other") => [new($"{path}{member.Key}", new Text([.. forms.Select(form => (form.Key, (string)form.Value!))]))],
        JsonObject group => Leaves(group, $"{path}{member.Key}."),
        var text => [new($"{path}{member.Key}", new Text([("", (string)text!)]))],
    });

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));

    private sealed record Text(IReadOnlyList<(string Category, string Value)> Forms);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
