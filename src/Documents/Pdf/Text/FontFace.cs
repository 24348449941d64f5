using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>
/// One TrueType font, read once and immutable from then on, so that all threads share it. Lengths are in font units
/// (<see cref="UnitsPerEm"/> to the em) unless a name says otherwise.
/// </summary>
internal sealed class FontFace
{
    private const int AsciiEnd = 128;
    private const int LatinEnd = 0x250;

    private readonly byte[] _data;
    private readonly GCHandle _pin;
    private readonly ShapedGlyph[] _figures;
    private readonly bool[] _latin = new bool[LatinEnd];

    internal FontFace(string name, byte[] data, bool bold)
    {
        Name = name;
        IsBold = bold;
        _data = data;
        _pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        using var blob = new Blob(_pin.AddrOfPinnedObject(), data.Length, MemoryMode.ReadOnly);
        blob.MakeImmutable();
        Face = new Face(blob, 0);
        Face.MakeImmutable();
        Font = new Font(Face);
        Font.SetFunctionsOpenType();

        var head = Table("head");
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        BoundingBox = [Short(head, 36), Short(head, 38), Short(head, 40), Short(head, 42)];
        var horizontal = Table("hhea");
        Ascent = Short(horizontal, 4);
        Descent = Short(horizontal, 6);
        Advances = ReadAdvances(horizontal);
        var os2 = Table("OS/2");
        Weight = BinaryPrimitives.ReadUInt16BigEndian(os2[4..]);
        CapHeight = Short(os2, 0) >= 2 ? Short(os2, 88) : Ascent;
        _figures = ShapeFigures();
        for (var c = 0; c < LatinEnd; c++)
            _latin[c] = Has(c) || c == '\n';
    }

    /// <summary>The PostScript name, without a subset's prefix.</summary>
    internal string Name { get; }

    internal bool IsBold { get; }

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

    internal ushort[] Advances { get; }

    internal bool Has(int codePoint) => Font.TryGetNominalGlyph((uint)codePoint, out var glyph) && glyph != 0;

    /// <summary>Whether it is a Latin character that the face has, without asking HarfBuzz for each; a line end counts as one.</summary>
    internal bool HasLatin(char c) => c < LatinEnd && _latin[c];

    /// <summary>
    /// The glyph of an ASCII digit or of the punctuation of numbers, with figures of one width; empty for any other
    /// character. Numbers are set from this table without shaping.
    /// </summary>
    internal ShapedGlyph? Figure(char c) => c < AsciiEnd && _figures[c].Id != 0 ? _figures[c] : null;

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

    private ushort[] ReadAdvances(ReadOnlySpan<byte> horizontal)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(horizontal[34..]);
        var table = Table("hmtx");
        var advances = new ushort[Face.GlyphCount];
        for (var i = 0; i < advances.Length; i++)
            advances[i] = BinaryPrimitives.ReadUInt16BigEndian(table[(4 * Math.Min(i, count - 1))..]);
        return advances;
    }

    private static short Short(ReadOnlySpan<byte> table, int offset) => BinaryPrimitives.ReadInt16BigEndian(table[offset..]);

    private ReadOnlySpan<byte> Table(string tag)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(4));
        for (var i = 0; i < count; i++)
        {
            var entry = _data.AsSpan(12 + (16 * i), 16);
            if (!entry[..4].SequenceEqual(System.Text.Encoding.ASCII.GetBytes(tag)))
                continue;
            var offset = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            return _data.AsSpan(offset, BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
        }
        throw new InvalidDataException($"The font {Name} has no table {tag}.");
    }
}
