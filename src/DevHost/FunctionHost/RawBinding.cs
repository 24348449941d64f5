using System.Text.Json;

namespace Billing.DevHost.FunctionHost;

/// <summary>One binding as JSON; names are looked up without regard to case, below `properties` as well.</summary>
internal readonly record struct RawBinding(JsonElement Json)
{
    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Null ? null
        : value.GetRawText();

    public bool Flag(string name) => bool.TryParse(Text(name), out var flag) && flag;

    public IReadOnlyList<string> Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Select(item => item.GetString() ?? "")]
        : [];

    private JsonElement? Find(string name) => Find(Json, name)
        ?? (Find(Json, "properties") is { ValueKind: JsonValueKind.Object } properties ? Find(properties, name) : null);

    private static JsonElement? Find(JsonElement json, string name)
    {
        foreach (var property in json.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        return null;
    }
}
