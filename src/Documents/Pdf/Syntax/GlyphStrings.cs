using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// Shows shaped words with the TJ operator: glyph ids, and the corrections that shaping asked for. Where the glyphs of a
/// cluster do not tell its text by themselves, the text is written beside them (ISO 32000-1, 14.9.4).
/// </summary>
internal sealed class GlyphStrings(PdfBuffer output, EmbeddedFont font, float size)
{
    private const float Noticeable = 0.5f;

    private bool _open;
    private bool _inString;
    private float _pending;

    internal void Add(ShapedWord word)
    {
        var glyphs = word.Glyphs;
        for (var i = 0; i < glyphs.Length;)
        {
            var end = i + 1;
            while (end < glyphs.Length && glyphs[end].Cluster == glyphs[i].Cluster)
                end++;
            AddCluster(word, glyphs.AsSpan(i, end - i), TextOf(word, i, end));
            i = end;
        }
    }

    /// <summary>Closes the array that is being written, and shows it.</summary>
    internal void End()
    {
        if (!_open)
            return;
        if (_inString)
            output.Raw(">"u8);
        output.Raw("]TJ\n"u8);
        _open = _inString = false;
    }

    private void AddCluster(ShapedWord word, ReadOnlySpan<ShapedGlyph> glyphs, ReadOnlySpan<char> text)
    {
        if (glyphs.Length == 1 && !word.IsSubstitute && font.Maps(glyphs[0].Id, text))
        {
            Show(glyphs[0]);
            return;
        }
        var carrier = 0;
        for (var i = 1; i < glyphs.Length; i++)
        {
            if (glyphs[i].Advance > glyphs[carrier].Advance)
                carrier = i;
        }
        for (var i = 0; i < glyphs.Length; i++)
            font.Use(glyphs[i].Id, i == carrier ? text[..(char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1)].ToString() : null);
        AddWithText(glyphs, carrier, text);
    }

    /// <summary>
    /// Readers measure where a text begins and ends. Marks without a width of their own stand where they like, so they get an
    /// empty text of their own; a glyph that has a width shares the text, or its room would be taken for a space.
    /// </summary>
    private void AddWithText(ReadOnlySpan<ShapedGlyph> glyphs, int carrier, ReadOnlySpan<char> text)
    {
        var apart = true;
        for (var i = 0; i < glyphs.Length; i++)
            apart &= i == carrier || glyphs[i].Advance == 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (i == 0 || apart)
                BeginText(apart && i != carrier ? [] : text);
            Show(glyphs[i]);
            if (i == glyphs.Length - 1 || apart)
                EndText();
        }
    }

    private void BeginText(ReadOnlySpan<char> text)
    {
        End();
        output.Raw("/Span<</ActualText<FEFF"u8).Utf16(text).Raw(">>>BDC\n"u8);
    }

    private void EndText()
    {
        End();
        output.Raw("EMC\n"u8);
    }

    private void Show(ShapedGlyph glyph)
    {
        if (glyph.OffsetY != 0)
        {
            End();
            output.Real(glyph.OffsetY * size / font.Face.UnitsPerEm).Raw("Ts "u8);
        }
        Move(glyph.OffsetX);
        FlushMove();
        Open();
        if (!_inString)
        {
            output.Raw("<"u8);
            _inString = true;
        }
        output.Glyph(glyph.Id);
        Move(glyph.Advance - font.Face.Advances[glyph.Id] - glyph.OffsetX);
        if (glyph.OffsetY != 0)
        {
            End();
            output.Raw("0 Ts "u8);
        }
    }

    private void Move(int units) => _pending += font.Thousandths(units);

    private void FlushMove()
    {
        if (MathF.Abs(_pending) < Noticeable)
            return;
        Open();
        if (_inString)
            output.Raw(">"u8);
        _inString = false;
        output.Int(-(int)MathF.Round(_pending));
        _pending -= MathF.Round(_pending);
    }

    private void Open()
    {
        if (!_open)
            output.Raw("["u8);
        _open = true;
    }

    /// <summary>The text of the cluster that begins at a glyph: up to where the next cluster begins in the text.</summary>
    private static ReadOnlySpan<char> TextOf(ShapedWord word, int first, int end)
    {
        var start = word.Glyphs[first].Cluster;
        var next = word.RightToLeft
            ? first == 0 ? word.Text.Length : word.Glyphs[first - 1].Cluster
            : end == word.Glyphs.Length ? word.Text.Length : word.Glyphs[end].Cluster;
        return word.Text.AsSpan()[start..Math.Max(next, start + 1)];
    }
}
