using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Documents.Texts;

/// <summary>A text that counts something, in each form that its language has for counts; {0} is the count.</summary>
internal sealed class CountedText
{
    private readonly PluralRule _rule;
    private readonly Dictionary<string, string> _forms;

    private CountedText(PluralRule rule, Dictionary<string, string> forms)
    {
        _rule = rule;
        _forms = forms;
    }

    /// <summary>The form for a count.</summary>
    internal string For(long count) => _forms[_rule.CategoryOf(count)];

    /// <summary>Reads the forms of one language, <c>{"one": "…", "other": "…"}</c>, and refuses them where one lacks or is not of the language.</summary>
    internal sealed class Converter(string language) : JsonConverter<CountedText>
    {
        public override CountedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var rule = PluralRule.Of(language);
            var forms = JsonSerializer.Deserialize(ref reader, TextsJson.Default.DictionaryStringString) ?? [];
            return forms.Count == rule.Categories.Count && rule.Categories.All(forms.ContainsKey)
                ? new CountedText(rule, forms)
                : throw new JsonException($"A text that counts has the forms {string.Join(", ", rule.Categories)} in '{language}', not {string.Join(", ", forms.Keys)}.");
        }

        public override void Write(Utf8JsonWriter writer, CountedText value, JsonSerializerOptions options) => throw new NotSupportedException("Texts are only read.");
    }
}
