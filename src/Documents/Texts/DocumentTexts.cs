using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Documents.Texts;

/// <summary>
/// The fixed words of documents in one language. A language is one file beside this one, named by its tag; a file that
/// lacks a text, or has one too many, is refused when it is read.
/// </summary>
internal sealed record DocumentTexts
{
    /// <summary>What is used where there is no file for a document's language.</summary>
    internal const string Fallback = "en";

    private static readonly string[] Available = [.. typeof(DocumentTexts).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Texts/", StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n))];

    private static readonly ConcurrentDictionary<string, DocumentTexts> Read = new(StringComparer.Ordinal);

    /// <summary>The BCP 47 tag of these texts.</summary>
    public required string Language { get; init; }

    public required LetterheadTexts Letterhead { get; init; }

    public required InvoiceTexts Invoice { get; init; }

    public required ReasonTexts Reason { get; init; }

    public required PaymentTexts Payment { get; init; }

    public required ReceiptTexts Receipt { get; init; }

    public required ArrangementTexts Arrangement { get; init; }

    public required NoticeTexts Notice { get; init; }

    public required StatementTexts Statement { get; init; }

    public required CoverSheetTexts CoverSheet { get; init; }

    public required ReportTexts Report { get; init; }

    public required EmailTexts Email { get; init; }

    internal static IReadOnlyList<string> Languages => Available;

    /// <summary>The texts for a culture: of its own tag, of its parents', else English.</summary>
    internal static DocumentTexts For(CultureInfo culture)
    {
        for (var candidate = culture; candidate.Name.Length > 0; candidate = candidate.Parent)
        {
            if (Available.Contains(candidate.Name))
                return Read.GetOrAdd(candidate.Name, Load);
        }
        return Read.GetOrAdd(Fallback, Load);
    }

    /// <summary>The file of one of the languages.</summary>
    internal static Stream Open(string language) => typeof(DocumentTexts).Assembly.GetManifestResourceStream($"Texts/{language}.json")!;

    private static DocumentTexts Load(string language)
    {
        using var stream = Open(language);
        return Parse(stream, language);
    }

    /// <exception cref="JsonException">A text lacks or is one too many, or a text that counts has not the forms of the language.</exception>
    internal static DocumentTexts Parse(Stream json, string language) =>
        (DocumentTexts?)JsonSerializer.Deserialize(json, Strict(language).GetTypeInfo(typeof(DocumentTexts))) ?? throw new InvalidDataException($"The texts for {language} are empty.");

    private static JsonSerializerOptions Strict(string language) => new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        TypeInfoResolver = TextsJson.Default,
        Converters = { new CountedText.Converter(language) },
    };
}
