using System.Text.Json;

namespace Billing.Documents.Tests.Pdf;

/// <summary>The objects of a file as qpdf reads them, apart from our own code.</summary>
internal sealed class PdfObjects
{
    private readonly Dictionary<string, JsonElement> _objects;

    private PdfObjects(Dictionary<string, JsonElement> objects) => _objects = objects;

    internal JsonElement Trailer => _objects["trailer"].GetProperty("value");

    internal JsonElement Catalog => Get(Trailer, "/Root");

    internal static PdfObjects Of(byte[] pdf)
    {
        using var json = JsonDocument.Parse(PdfTool.Run("qpdf", "qpdf", pdf, "--json", "--json-key=qpdf", "FILE"));
        return new PdfObjects(json.RootElement.GetProperty("qpdf")[1].EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal));
    }

    /// <summary>All dictionaries of a type, of streams too.</summary>
    internal IEnumerable<JsonElement> OfType(string type) => _objects.Values.Select(Dictionary).Where(d => Text(d, "/Type") == type);

    /// <summary>A member that has to be there, followed where it is a reference.</summary>
    internal JsonElement Get(JsonElement dictionary, string name)
    {
        Assert.True(dictionary.TryGetProperty(name, out var value), $"{name} is missing in {dictionary}");
        return Follow(value);
    }

    internal JsonElement Follow(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.EndsWith(" R", StringComparison.Ordinal) ? Dictionary(_objects[$"obj:{value.GetString()}"]) : value;

    internal static string? Text(JsonElement dictionary, string name) =>
        dictionary.ValueKind == JsonValueKind.Object && dictionary.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Dictionary(JsonElement entry) =>
        entry.TryGetProperty("stream", out var stream) ? stream.GetProperty("dict") : entry.GetProperty("value");
}
