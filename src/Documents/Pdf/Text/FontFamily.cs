namespace Billing.Documents.Pdf.Text;

/// <summary>A regular and a bold face of one design, each read when it is first asked for.</summary>
internal sealed class FontFamily
{
    private readonly Lazy<FontFace> _regular;
    private readonly Lazy<FontFace> _bold;

    /// <param name="regular">Makes the regular face.</param>
    /// <param name="bold">Makes the bold face; without it bold text is the regular face with a line around its glyphs.</param>
    internal FontFamily(Func<FontFace> regular, Func<FontFace>? bold)
    {
        _regular = new Lazy<FontFace>(regular);
        _bold = new Lazy<FontFace>(bold ?? (() => Regular.Embolden()));
    }

    private FontFace Regular => _regular.Value;

    internal FontFace Face(bool bold) => bold ? _bold.Value : Regular;

    /// <summary>The face of the first family that has all of a text, or null.</summary>
    internal static FontFace? FirstWith(ReadOnlySpan<char> text, FontFamily[] families, bool bold)
    {
        foreach (var family in families)
        {
            var face = family.Face(bold);
            if (face.HasAll(text))
                return face;
        }
        return null;
    }

    /// <summary>A family of the assembly, by the names of its files.</summary>
    internal static FontFamily Shipped(string regular, string? bold) => new(
        () => new FontFace(regular, FontFile.Shipped(regular), false),
        bold is null ? null : () => new FontFace(bold, FontFile.Shipped(bold), true));
}
