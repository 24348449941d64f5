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
        ["Source Serif 4"] = new FontSet(FontFamily.Shipped("SourceSerif4-Regular", "SourceSerif4-SemiBold")),
    };

    private readonly FontFamily _primary;

    /// <summary>The same set for each form of Han characters, this one among them.</summary>
    private readonly FontSet[] _forms;

    private FontSet(FontFamily primary)
        : this(primary, HanForm.Simplified, new FontSet[Enum.GetValues<HanForm>().Length])
    {
        foreach (var form in Enum.GetValues<HanForm>())
            _forms[(int)form] = form == HanForm.Simplified ? this : new FontSet(primary, form, _forms);
    }

    private FontSet(FontFamily primary, HanForm form, FontSet[] forms)
    {
        _primary = primary;
        _forms = forms;
        Han = form;
    }

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

    /// <summary>
    /// The set for a document in this language (a BCP 47 tag such as zh-Hant): Han characters take the form that its readers
    /// know. Without it they are simplified Chinese, unless kana or Hangul stand beside them.
    /// </summary>
    public FontSet In(string language) => _forms[(int)EastAsianFonts.FormOf(language)];

    /// <summary>How it writes Han characters.</summary>
    internal HanForm Han { get; }

    /// <summary>The face that sets everything it has a glyph for.</summary>
    internal FontFace Primary(bool bold) => _primary.Face(bold);

    /// <summary>The face of the mark that stands for a character that no font has.</summary>
    internal static FontFace SubstituteFace(bool bold) => NotoSans.Face(bold);

    /// <summary>The first face that has all of a text, or null where none has.</summary>
    internal FontFace? FaceFor(ReadOnlySpan<char> text, bool bold)
    {
        var primary = Primary(bold);
        return primary.HasAll(text)
            ? primary
            : FontFamily.FirstWith(text, Fallbacks, bold) ?? FontFamily.FirstWith(text, EastAsianFonts.Order(Han), bold);
    }
}
