using System.Buffers.Binary;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// One font, immutable and shared by all threads. Reads no more than it is asked for, since the first document of a process
/// waits for it. Lengths are in font units (<see cref="UnitsPerEm"/> to the em) unless a name says otherwise.
/// </summary>
internal sealed class FontFace
{
    private const int AsciiEnd = 128;
    private const int LatinEnd = 0x250;

    private readonly FontFile _file;
    private readonly Lazy<ShapedGlyph[]> _figures;
    private readonly Lazy<bool[]> _latin;

    /// <exception cref="InvalidDataException">The font lacks a table that it must have, or that table is cut off.</exception>
    internal FontFace(string name, FontFile file, bool bold)
    {
        Name = name;
        IsBold = bold;
        _file = file;
        using var blob = file.ToBlob();
        Face = new Face(blob, 0);
        Face.MakeImmutable();
        Font = new Font(Face);
        Font.SetFunctionsOpenType();
        Outlines = this;

        var head = Table("head"u8, 54);
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        BoundingBox = [Short(head, 36), Short(head, 38), Short(head, 40), Short(head, 42)];
        var horizontal = Table("hhea"u8, 36);
        Ascent = Short(horizontal, 4);
        Descent = Short(horizontal, 6);
        Advances = ReadAdvances(BinaryPrimitives.ReadUInt16BigEndian(horizontal[34..]));
        var os2 = Table("OS/2"u8, 68);
        Weight = BinaryPrimitives.ReadUInt16BigEndian(os2[4..]);
        CapHeight = os2.Length >= 90 && Short(os2, 0) >= 2 ? Short(os2, 88) : Ascent;
        _figures = new Lazy<ShapedGlyph[]>(ShapeFigures);
        _latin = new Lazy<bool[]>(FindLatin);
    }

    private FontFace(FontFace regular)
    {
        Name = regular.Name;
        IsBold = true;
        Outlines = regular;
        _file = regular._file;
        Face = regular.Face;
        Font = regular.Font;
        UnitsPerEm = regular.UnitsPerEm;
        BoundingBox = regular.BoundingBox;
        Ascent = regular.Ascent;
        Descent = regular.Descent;
        Weight = regular.Weight;
        CapHeight = regular.CapHeight;
        Advances = regular.Advances;
        _figures = regular._figures;
        _latin = regular._latin;
    }

    /// <summary>The PostScript name, without a subset's prefix.</summary>
    internal string Name { get; }

    internal bool IsBold { get; }

    /// <summary>The face whose glyphs are drawn: another one where this face is bold only by a line around them.</summary>
    internal FontFace Outlines { get; }

    /// <summary>Whether its glyphs are drawn with a line around them, because the family has no bold font.</summary>
    internal bool IsEmboldened => Outlines != this;

    internal Face Face { get; }

    internal Font Font { get; }

    internal int UnitsPerEm { get; }

    internal int Ascent { get; }

    /// <summary>Negative: below the baseline.</summary>
    internal int Descent { get; }

    internal int CapHeight { get; }

    internal int Weight { get; }

    /// <summary>xMin, yMin, xMax, yMax over all glyphs.</summary>
    internal IReadOnlyList<int> BoundingBox { get; }

    /// <summary>How far each glyph moves the pen by itself.</summary>
    internal ushort[] Advances { get; }

    /// <summary>The same face for bold text of a family without a bold font. Widths stay what they are.</summary>
    internal FontFace Embolden() => new(this);

    internal bool Has(int codePoint) => Font.TryGetNominalGlyph((uint)codePoint, out var glyph) && glyph != 0;

    /// <summary>Whether it has everything in a text that is to be seen.</summary>
    internal bool HasAll(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Has(rune.Value) && !InvisibleCharacters.Contains(rune.Value))
                return false;
        }
        return true;
    }

    /// <summary>Whether it is a Latin character that the face has, without asking HarfBuzz for each; a line end counts as one.</summary>
    internal bool HasLatin(char c) => c < LatinEnd && _latin.Value[c];

    /// <summary>
    /// The glyph of an ASCII digit or of the punctuation of numbers, with figures of one width; empty for any other
    /// character. Numbers are set from this table without shaping.
    /// </summary>
    internal ShapedGlyph? Figure(char c) => c < AsciiEnd && _figures.Value[c].Id != 0 ? _figures.Value[c] : null;

    private bool[] FindLatin()
    {
        var latin = new bool[LatinEnd];
        for (var c = 0; c < LatinEnd; c++)
            latin[c] = c == '\n' || Has(c);
        return latin;
    }

    private ShapedGlyph[] ShapeFigures()
    {
        var figures = new ShapedGlyph[AsciiEnd];
        foreach (var c in "0123456789.,-+%")
        {
            var word = Shaper.ShapeAlone(this, c.ToString(), Script.Latin, false, true);
            if (word.Glyphs.Length == 1)
                figures[c] = word.Glyphs[0];
        }
        return figures;
    }

    /// <summary>The last full metric holds for all glyphs after it.</summary>
    private ushort[] ReadAdvances(int fullMetrics)
    {
        var table = Table("hmtx"u8, Math.Max(1, fullMetrics) * 4);
        var advances = new ushort[Face.GlyphCount];
        for (var i = 0; i < advances.Length; i++)
            advances[i] = BinaryPrimitives.ReadUInt16BigEndian(table[(4 * Math.Clamp(i, 0, Math.Max(0, fullMetrics - 1)))..]);
        return advances;
    }

    private static short Short(ReadOnlySpan<byte> table, int offset) => BinaryPrimitives.ReadInt16BigEndian(table[offset..]);

    private ReadOnlySpan<byte> Table(ReadOnlySpan<byte> tag, int minimumLength)
    {
        var table = _file.Table(tag);
        return table.Length >= minimumLength
            ? table
            : throw new InvalidDataException($"The font {Name} has no complete table {System.Text.Encoding.ASCII.GetString(tag)}.");
    }
}
