using System.Text;
using System.Text.Json;
using Billing.Documents.Texts;

namespace Billing.Documents.Tests.Texts;

public sealed class PluralRuleTests
{
    [Theory]
    [InlineData("en", "0 other, 1 one, 2 other, 21 other, 1000000 other")]
    [InlineData("de", "0 other, 1 one, 2 other, 101 other")]
    [InlineData("nl", "0 other, 1 one, 2 other")]
    [InlineData("fr", "0 one, 1 one, 2 other, 999999 other, 1000000 many, 1000001 other, 3000000 many")]
    [InlineData("pt", "0 one, 1 one, 2 other, 2000000 many")]
    [InlineData("es", "0 other, 1 one, 2 other, 1000000 many, 1000001 other")]
    [InlineData("it", "0 other, 1 one, 2 other, 1000000 many")]
    [InlineData("pl", "0 many, 1 one, 2 few, 4 few, 5 many, 11 many, 12 many, 14 many, 21 many, 22 few, 25 many, 101 many, 112 many, 122 few")]
    [InlineData("ar", "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 99 many, 100 other, 102 other, 103 few, 111 many, 1000 other")]
    [InlineData("he", "0 other, 1 one, 2 two, 3 other, 20 other")]
    [InlineData("hi", "0 one, 1 one, 2 other")]
    [InlineData("ja", "0 other, 1 other, 2 other")]
    public void A_count_falls_in_the_category_that_the_cldr_lists_it_under(string language, string expected) =>
        Assert.All(expected.Split(", ").Select(pair => pair.Split(' ')), pair =>
            Assert.Equal(pair[1], PluralRule.Of(language).CategoryOf(long.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Every_language_of_documents_has_a_rule_whose_categories_are_enough_for_every_count() =>
        Assert.All(DocumentTexts.Languages, language =>
        {
            var rule = PluralRule.Of(language);
            Assert.All(Enumerable.Range(0, 1300).Append(1_000_000), count => Assert.Contains(rule.CategoryOf(count), rule.Categories));
        });

    [Theory]
    [InlineData("pl", """{"one": "dzień", "other": "dnia"}""", "one, few, many, other")]
    [InlineData("ja", """{"one": "日", "other": "日"}""", "other")]
    public void A_text_that_lacks_a_form_of_its_language_or_has_another_is_refused(string language, string json, string needed)
    {
        var options = new JsonSerializerOptions { Converters = { new CountedText.Converter(language) } };
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CountedText>(Encoding.UTF8.GetBytes(json), options));
        Assert.Contains($"has the forms {needed} in '{language}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_without_a_rule_is_refused() =>
        Assert.Contains("'xx'", Assert.Throws<InvalidDataException>(() => PluralRule.Of("xx")).Message, StringComparison.Ordinal);
}
