using System.Globalization;
using System.Text.Json;

namespace Billing.Functions.Processors;

/// <summary>A place in a processor's JSON. Read field by field and not through the processor's classes, which follow one version of its API: an event that
/// could not be read as a whole would be lost for a field that nobody needs. What is needed and wrong is named by its place.</summary>
internal readonly struct EventJson
{
    private readonly JsonElement element;
    private readonly string place;

    private EventJson(JsonElement element, string place) => (this.element, this.place) = (element, place);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is no JSON, or nested deeper than 64.</exception>
    public static EventJson Parse(BinaryData body)
    {
        try
        {
            return new EventJson(JsonSerializer.Deserialize<JsonElement>(body), "");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The text is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Whether there is something other than null.</summary>
    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>The bytes of it as they stand in the document.</summary>
    public BinaryData Raw => BinaryData.FromString(element.GetRawText());

    /// <summary>A member; one that does not exist where this is no object or lacks it.</summary>
    public EventJson this[string name] => new(element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default, place.Length == 0 ? name : $"{place}.{name}");

    /// <exception cref="FormatException">It is no text, or empty.</exception>
    public string Text() => TextOrEmpty() is { Length: > 0 } text ? text : throw Wrong("a text");

    /// <summary>The text, or nothing where there is none.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public string TextOrEmpty()
    {
        if (!Exists)
            return "";
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("a text");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw Wrong("a text");
        }
    }

    /// <summary>A whole number that is written as one.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public long Whole() => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : throw Wrong("a whole number");

    /// <summary>A decimal that is written as text, as those who know money do.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public decimal Decimal() => decimal.TryParse(Text(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Wrong("a decimal in a text");

    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false");

    /// <summary>A moment in ISO 8601; without an offset it is UTC.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public DateTimeOffset Moment() => DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : throw Wrong("a moment");

    /// <summary>A moment in seconds since 1970.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public DateTimeOffset UnixTime() => Whole() is >= 0 and <= 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw Wrong("a moment in seconds since 1970");

    /// <summary>A day as yyyy-MM-dd.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public DateOnly Day() => DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Wrong("a day");

    /// <summary>The items of a list; none where there is no list.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public IReadOnlyList<EventJson> Items()
    {
        if (!Exists)
            return [];
        var (at, count) = (place, 0);
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => new EventJson(item, $"{at}[{count++}]"))] : throw Wrong("a list");
    }

    public FormatException Wrong(string expected) => new(Exists ? $"'{place}' must be {expected}." : $"'{place}' is missing; it must be {expected}.");
}
