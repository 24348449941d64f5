using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>The fixed words of documents with a seller's own in place of some.</summary>
public static partial class OverriddenTexts
{
    private const string NameOfEmails = "email";

    /// <summary>More than one process has sellers with words of their own; past it texts are made anew each time.</summary>
    private const int MaximumKnown = 500;

    private static readonly ConcurrentDictionary<string, DocumentTexts> Known = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a seller's words: each with its index, in their order. A key must be that of a printed text, and a text may use the placeholders that the
    /// original has.</summary>
    /// <param name="language">Of the words, a BCP 47 tag.</param>
    /// <param name="overrides">The words.</param>
    public static IReadOnlyList<(int Index, string Problem)> Check(string language, IReadOnlyList<TextOverride> overrides)
    {
        var known = Printed(Read(DocumentLanguages.Of(language)));
        var problems = new List<(int, string)>();
        for (var i = 0; i < overrides.Count; i++)
        {
            if (!known.TryGetValue(overrides[i].Key, out var original))
                problems.Add((i, $"'{overrides[i].Key}' is the key of no text"));
            else if (!IsWellFormed(overrides[i].Text))
                problems.Add((i, "has a brace that is part of no placeholder such as {0}"));
            else if (Placeholders(overrides[i].Text).Except(Placeholders(original)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
                problems.Add((i, $"has {string.Join(", ", unknown)}, which '{original}' does not have"));
        }
        return problems;
    }

    /// <summary>Texts with a seller's own in place of some; keys that are not known are passed over, as those of an older version may be.</summary>
    internal static DocumentTexts Of(DocumentTexts texts, IReadOnlyList<TextOverride> overrides)
    {
        var id = JsonSerializer.Serialize(overrides.Select(o => new[] { o.Key, o.Text }).Prepend([texts.Language]));
        if (Known.TryGetValue(id, out var known))
            return known;
        var root = Read(texts.Language);
        var printed = Printed(root);
        foreach (var own in overrides.Where(own => printed.ContainsKey(own.Key)))
            Put(root, own.Key.Split('.'), own.Text);
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(root));
        var made = DocumentTexts.Parse(json, texts.Language);
        return Known.Count < MaximumKnown ? Known.GetOrAdd(id, made) : made;
    }

    private static JsonObject Read(string language)
    {
        using var json = DocumentTexts.Open(language);
        return JsonNode.Parse(json)!.AsObject();
    }

    /// <summary>The texts of documents by their keys; those of e-mails are none.</summary>
    private static Dictionary<string, string> Printed(JsonObject root) => root
        .Where(part => part.Key != NameOfEmails && part.Value is JsonObject)
        .SelectMany(part => Leaves(part.Key, part.Value!.AsObject()))
        .ToDictionary(leaf => leaf.Key, leaf => leaf.Text, StringComparer.Ordinal);

    private static IEnumerable<(string Key, string Text)> Leaves(string path, JsonObject node) => node.SelectMany(child => child.Value is JsonObject deeper
        ? Leaves($"{path}.{child.Key}", deeper)
        : [($"{path}.{child.Key}", child.Value!.GetValue<string>())]);

    private static void Put(JsonObject root, string[] path, string text)
    {
        var parent = path[..^1].Aggregate(root, (node, name) => node[name]!.AsObject());
        parent[path[^1]] = text;
    }

    private static bool IsWellFormed(string text) => Placeholder().Replace(text, "").AsSpan().IndexOfAny('{', '}') < 0;

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex Placeholder();
}
