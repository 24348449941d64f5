using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>A face as one document uses it: which glyphs, and what text each of them stands for.</summary>
internal sealed class EmbeddedFont(FontFace face, int number)
{
    private const int EntriesPerBlock = 100;

    /// <summary>For the parts of a character that have no text of their own: every glyph must map to something.</summary>
    private const string NoText = "\u200B";

    private readonly Dictionary<ushort, string> _texts = new(64);

    internal string ResourceName { get; } = $"F{number}";

    internal FontFace Face { get; } = face;

    /// <summary>Whether the glyph alone tells this text. False where the same glyph already stands for another text.</summary>
    internal bool Maps(ushort glyph, ReadOnlySpan<char> text)
    {
        if (_texts.TryGetValue(glyph, out var known))
            return text.SequenceEqual(known);
        _texts.Add(glyph, text.ToString());
        return true;
    }

    /// <summary>Notes a glyph whose text is given beside it.</summary>
    internal void Use(ushort glyph, string? text) => _texts.TryAdd(glyph, text ?? NoText);

    internal int Write(PdfFile file)
    {
        ushort[] glyphs = [.. _texts.Keys];
        Array.Sort(glyphs);
        var program = FontProgram.For(Face, glyphs);
        var fontFile = file.AddCompressed($"/Length1 {program.Length}", program.Deflated);
        var descriptor = file.Add(Descriptor(program.Name, fontFile));
        var descendant = new PdfBuffer().Raw("<</Type/Font/Subtype/CIDFontType2/BaseFont/"u8).Raw(program.Name)
            .Raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor "u8).Ref(descriptor);
        WriteWidths(descendant, glyphs);
        var descendantId = file.Add(descendant.Raw(">>"u8));
        var toUnicode = file.AddStream("", ToUnicode(glyphs).Span);
        return file.Add(new PdfBuffer().Raw("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/"u8).Raw(program.Name)
            .Raw("/DescendantFonts["u8).Ref(descendantId).Raw("]/ToUnicode "u8).Ref(toUnicode).Raw(">>"u8));
    }

    /// <summary>Glyph widths in thousandths of an em, as PDF counts them.</summary>
    internal float Thousandths(float units) => units * 1000 / Face.UnitsPerEm;

    private PdfBuffer Descriptor(string name, int fontFile)
    {
        var buffer = new PdfBuffer().Raw("<</Type/FontDescriptor/Flags 4/ItalicAngle 0/FontName/"u8).Raw(name).Raw("/FontBBox["u8);
        foreach (var edge in Face.BoundingBox)
            buffer.Real(MathF.Round(Thousandths(edge)));
        buffer.Raw("]/Ascent "u8).Real(MathF.Round(Thousandths(Face.Ascent))).Raw("/Descent "u8).Real(MathF.Round(Thousandths(Face.Descent)));
        buffer.Raw("/CapHeight "u8).Real(MathF.Round(Thousandths(Face.CapHeight)));
        // No table tells the stem's width; the usual estimate from the weight.
        var stem = 50 + (Face.Weight / 65f * (Face.Weight / 65f));
        return buffer.Raw("/StemV "u8).Real(MathF.Round(stem)).Raw("/FontFile2 "u8).Ref(fontFile).Raw(">>"u8);
    }

    private void WriteWidths(PdfBuffer buffer, ushort[] glyphs)
    {
        buffer.Raw("/DW 0/W["u8);
        var previous = -2;
        foreach (var glyph in glyphs)
        {
            if (glyph != previous + 1)
            {
                buffer.Raw(previous < 0 ? ""u8 : "]"u8);
                buffer.Int(glyph).Raw("["u8);
            }
            buffer.Real(Thousandths(Face.Advances[glyph]));
            previous = glyph;
        }
        buffer.Raw("]]"u8);
    }

    private PdfBuffer ToUnicode(ushort[] glyphs)
    {
        var buffer = new PdfBuffer(4096).Raw("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"u8)
            .Raw("/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"u8)
            .Raw("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"u8);
        for (var start = 0; start < glyphs.Length; start += EntriesPerBlock)
        {
            var block = glyphs.AsSpan(start, Math.Min(EntriesPerBlock, glyphs.Length - start));
            buffer.Int(block.Length).Raw(" beginbfchar\n"u8);
            foreach (var glyph in block)
                buffer.Raw("<"u8).Glyph(glyph).Raw("> <"u8).Utf16(_texts[glyph]).Raw(">\n"u8);
            buffer.Raw("endbfchar\n"u8);
        }
        return buffer.Raw("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"u8);
    }
}
