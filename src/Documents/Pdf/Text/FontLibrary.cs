namespace Billing.Documents.Pdf.Text;

/// <summary>
/// The fonts that ship with the assembly, in the order in which they are asked for a character. Fonts of the machine are
/// never used: the same document must give the same bytes everywhere.
/// </summary>
internal static class FontLibrary
{
    private static readonly (string Regular, string Bold)[] Families =
    [
        ("Inter-Regular", "Inter-SemiBold"),
        ("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
        ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
        ("NotoSansThai-Regular", "NotoSansThai-Bold"),
        ("NotoSansDevanagari-Regular", "NotoSansDevanagari-Bold"),
        ("NotoSans-Regular", "NotoSans-Bold"),
    ];

    private static readonly Lazy<FontFace>[] Regular = [.. Families.Select(f => Load(f.Regular, false))];

    private static readonly Lazy<FontFace>[] Bold = [.. Families.Select(f => Load(f.Bold, true))];

    /// <summary>The face that sets everything it has a glyph for.</summary>
    internal static FontFace Primary(bool bold) => (bold ? Bold : Regular)[0].Value;

    /// <summary>The first face that has the character, or null where no shipped font has it.</summary>
    internal static FontFace? FaceFor(int codePoint, bool bold)
    {
        foreach (var face in bold ? Bold : Regular)
        {
            if (face.Value.Has(codePoint))
                return face.Value;
        }
        return null;
    }

    private static Lazy<FontFace> Load(string name, bool bold) => new(() =>
    {
        using var stream = typeof(FontLibrary).Assembly.GetManifestResourceStream($"Fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not in the assembly.");
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new FontFace(name, data, bold);
    });
}
