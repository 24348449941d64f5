using System.Collections.Concurrent;
using System.Globalization;
using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Billing.Documents.Pdf.Text;

/// <summary>One glyph where shaping put it, in font units. Cluster: index in the word's text of what it stands for.</summary>
internal readonly record struct ShapedGlyph(ushort Id, int Advance, int OffsetX, int OffsetY, int Cluster);

/// <summary>A word in one face and one direction, shaped; its glyphs stand in visual order. Immutable and shared.</summary>
internal sealed record ShapedWord(FontFace Face, string Text, bool RightToLeft, ShapedGlyph[] Glyphs, int Advance)
{
    /// <summary>What the text is where a glyph cannot say it: a substitute stands for characters that no font has.</summary>
    internal bool IsSubstitute { get; init; }

    /// <summary>Whether shaping met a character that the face does not have.</summary>
    internal bool HasMissingGlyph { get; } = Array.Exists(Glyphs, static g => g.Id == 0);

    internal float Width(float size) => Advance * size / Face.UnitsPerEm;
}

/// <summary>Turns words into glyphs through HarfBuzz and remembers them: invoices repeat their words.</summary>
internal static class Shaper
{
    /// <summary>Some 10 MB at worst; past it all is forgotten and the words in use come back by themselves.</summary>
    private const int MaximumCachedWords = 16_384;

    private const int MaximumCachedWordLength = 48;

    private const string SubstituteMark = "\uFFFD";

    private static readonly ConcurrentDictionary<WordKey, ShapedWord> Cache = new();
    private static int _cached;

    [ThreadStatic]
    private static Buffer? _buffer;

    internal static ShapedWord Shape(FontFace face, string text, Script script, bool rightToLeft, bool tabular)
    {
        if (tabular && !rightToLeft && Figures(face, text) is { } figures)
            return figures;
        if (text.Length > MaximumCachedWordLength)
            return ShapeAlone(face, text, script, rightToLeft, tabular);

        var key = new WordKey(face, text, script, rightToLeft, tabular);
        if (Cache.TryGetValue(key, out var word))
            return word;
        if (Interlocked.Increment(ref _cached) > MaximumCachedWords)
        {
            Cache.Clear();
            Interlocked.Exchange(ref _cached, 0);
        }
        return Cache.GetOrAdd(key, ShapeAlone(face, text, script, rightToLeft, tabular));
    }

    /// <summary>
    /// Characters that no font has: a visible mark in their place, one for each with all that joins it, and the text itself
    /// kept for extraction and for screen readers. PDF/A forbids the .notdef glyph.
    /// </summary>
    internal static ShapedWord Substitute(FontFace face, string text, bool rightToLeft)
    {
        var mark = Shape(face, SubstituteMark, Script.Common, false, false);
        var glyphs = new List<ShapedGlyph>();
        for (var i = 0; i < text.Length; i += StringInfo.GetNextTextElementLength(text.AsSpan(i)))
            glyphs.Add(mark.Glyphs[0] with { Cluster = i });
        if (rightToLeft)
            glyphs.Reverse();
        return new ShapedWord(face, text, rightToLeft, [.. glyphs], glyphs.Count * mark.Advance) { IsSubstitute = true };
    }

    internal static ShapedWord ShapeAlone(FontFace face, string text, Script script, bool rightToLeft, bool tabular)
    {
        var buffer = _buffer ??= new Buffer();
        buffer.ClearContents();
        buffer.AddUtf16(text);
        buffer.Direction = rightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.Script = script;
        if (tabular)
            face.Font.Shape(buffer, TabularFigures);
        else
            face.Font.Shape(buffer);

        var infos = buffer.GetGlyphInfoSpan();
        var positions = buffer.GetGlyphPositionSpan();
        var glyphs = new ShapedGlyph[infos.Length];
        var advance = 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var position = positions[i];
            glyphs[i] = new ShapedGlyph(
                (ushort)infos[i].Codepoint, position.XAdvance, position.XOffset, position.YOffset, (int)infos[i].Cluster);
            advance += position.XAdvance;
        }
        return new ShapedWord(face, text, rightToLeft, glyphs, advance);
    }

    private static Feature[] TabularFigures => [new Feature(Tag.Parse("tnum"), 1)];

    private static ShapedWord? Figures(FontFace face, string text)
    {
        var glyphs = new ShapedGlyph[text.Length];
        var advance = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (face.Figure(text[i]) is not { } glyph)
                return null;
            glyphs[i] = glyph with { Cluster = i };
            advance += glyph.Advance;
        }
        return new ShapedWord(face, text, false, glyphs, advance);
    }

    private readonly record struct WordKey(FontFace Face, string Text, uint Script, bool RightToLeft, bool Tabular);
}
