namespace Billing.Documents.Pdf.Text;

/// <summary>
/// The fonts of a document: a family that sets everything it has, and behind it the fonts that ship with the assembly, in the
/// order in which they are asked for a character. Fonts of the machine are never used: the same document must give the same
/// bytes everywhere. Immutable and shared by all threads.
/// </summary>
public sealed class FontSet
{
    private static readonly FontFamily Inter = FontFamily.Shipped("Inter-Regular", "Inter-SemiBold");
    private static readonly FontFamily NotoSans = FontFamily.Shipped("NotoSans-Regular", "NotoSans-Bold");

    private static readonly FontFamily[] Fallbacks =
    [
        FontFamily.Shipped("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
        FontFamily.Shipped("NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
        FontFamily.Shipped("NotoSansThai-Regular", "NotoSansThai-Bold"),
        FontFamily.Shipped("NotoSansDevanagari-Regular", "NotoSansDevanagari-Bold"),
        NotoSans,
    ];

    private static readonly Dictionary<string, FontSet> Shipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Inter"] = new FontSet(Inter),
        ["Noto Sans"] = new FontSet(NotoSans),
    };

    private readonly FontFamily _primary;

    private FontSet(FontFamily primary) => _primary = primary;

    /// <summary>Inter, which sets all documents of a seller that has no fonts of its own.</summary>
    public static FontSet Default { get; } = Shipped["Inter"];

    /// <summary>The families that <see cref="Of"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => Shipped.Keys;

    /// <summary>A family that ships with the assembly, by its name, in any case.</summary>
    /// <exception cref="ArgumentException">No family of that name ships; the message lists those that do.</exception>
    public static FontSet Of(string name) => Shipped.TryGetValue(name, out var set)
        ? set
        : throw new ArgumentException($"There is no font family '{name}'; choose one of {string.Join(", ", Names)}, or give font files.", nameof(name));

    /// <summary>
    /// A seller's own fonts. The same bytes give the same set, which is kept for later documents; make it once for each
    /// version of a template all the same, since the bytes are hashed each time.
    /// </summary>
    /// <param name="regular">The regular font: a .ttf or .otf file.</param>
    /// <param name="bold">The bold font, or null: then bold text is the regular font with a line around its glyphs.</param>
    /// <exception cref="InvalidDataException">A file is no font that can be embedded; the message says what is wrong with which.</exception>
    public static FontSet FromFiles(ReadOnlyMemory<byte> regular, ReadOnlyMemory<byte>? bold = null) => SuppliedFonts.SetOf(regular, bold, f => new FontSet(f));

    /// <summary>The face that sets everything it has a glyph for.</summary>
    internal FontFace Primary(bool bold) => _primary.Face(bold);

    /// <summary>The first face that has the character, or null where none has it.</summary>
    internal FontFace? FaceFor(int codePoint, bool bold)
    {
        var primary = Primary(bold);
        if (primary.Has(codePoint))
            return primary;
        foreach (var family in Fallbacks)
        {
            var face = family.Face(bold);
            if (face.Has(codePoint))
                return face;
        }
        return null;
    }
}
