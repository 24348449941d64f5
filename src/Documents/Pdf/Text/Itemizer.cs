using System.Text;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>What of a text's look matters to shaping.</summary>
internal readonly record struct SpanFont(string Text, bool Bold, bool Tabular)
{
    internal FontSet Fonts { get; init; } = FontSet.Default;
}

/// <summary>
/// Cuts a paragraph into segments: first by bidirectional level, then by script (UAX #24) and by the face that has the
/// characters, then at spaces and break opportunities.
/// </summary>
internal static class Itemizer
{
    private const char Substitute = '\uFFFD';

    internal static List<Segment> Itemize(IReadOnlyList<SpanFont> spans, out byte paragraphLevel, byte fallbackLevel = 0)
    {
        var text = spans.Count == 1 ? Clean(spans[0].Text) : string.Concat(spans.Select(s => Clean(s.Text)));
        var owners = OwnersOf(spans, text.Length);
        var levels = LevelsOf(text, fallbackLevel, out paragraphLevel);
        var segments = new List<Segment>();
        var start = 0;
        var run = default(Run);
        for (var i = 0; i < text.Length; i += CodePointLength(text, i))
        {
            var owner = owners is null ? 0 : owners[i];
            var next = RunAt(text, i, levels is null ? (byte)0 : levels[i], owner, spans[owner], i == 0 ? null : run);
            var isBreak = i > 0 && (IsSolitary(text[i]) || IsSolitary(text[i - 1]) || LineBreaks.IsAllowed(text, i));
            if (i > start && (isBreak || next != run))
            {
                segments.Add(Cut(text, start, i, run, spans[run.Owner]));
                start = i;
            }
            run = next;
        }
        if (text.Length > start)
            segments.Add(Cut(text, start, text.Length, run, spans[run.Owner]));
        return segments;
    }

    /// <summary>The same segment cut into pieces that each can be set alone, for a word wider than its line.</summary>
    internal static List<Segment> CutIntoClusters(Segment segment)
    {
        var word = segment.Word;
        var pieces = new List<Segment>();
        foreach (var cluster in System.Globalization.StringInfo.GetTextElementEnumerator(word.Text).Elements())
        {
            var script = UnicodeFunctions.Default.GetScript(char.ConvertToUtf32(cluster, 0));
            var shaped = Shaper.Shape(word.Face, cluster, script, word.RightToLeft, false);
            pieces.Add(segment with { Word = shaped with { IsSubstitute = word.IsSubstitute }, BreakAfter = true });
        }
        return pieces;
    }

    private static Segment Cut(string text, int start, int end, Run run, SpanFont font)
    {
        var piece = text[start..end];
        var isSpace = LineBreaks.IsSpace(piece[0]);
        var word = run.Face is { } face
            ? Shaper.Shape(face, piece == "\n" ? " " : piece, run.Script, run.Level % 2 == 1, font.Tabular)
            : Substituted(piece, run, font);
        return new Segment(word, run.Owner, run.Level, isSpace, end < text.Length && LineBreaks.IsAllowed(text, end))
        {
            EndsLine = piece == "\n",
        };
    }

    /// <summary>
    /// Characters that no shipped font has: a visible mark in their place, one for each, and the text itself kept for
    /// extraction and for screen readers. PDF/A forbids the .notdef glyph.
    /// </summary>
    private static ShapedWord Substituted(string piece, Run run, SpanFont font)
    {
        var face = font.Fonts.FaceFor(Substitute, font.Bold) ?? font.Fonts.Primary(font.Bold);
        var mark = Shaper.Shape(face, face.Has(Substitute) ? Substitute.ToString() : "?", Script.Common, false, false);
        var glyphs = new List<ShapedGlyph>();
        for (var i = 0; i < piece.Length; i += CodePointLength(piece, i))
            glyphs.Add(mark.Glyphs[0] with { Cluster = i });
        if (run.Level % 2 == 1)
            glyphs.Reverse();
        return new ShapedWord(face, piece, run.Level % 2 == 1, [.. glyphs], glyphs.Count * mark.Advance) { IsSubstitute = true };
    }

    private static Run RunAt(string text, int index, byte level, int owner, SpanFont font, Run? previous)
    {
        var c = text[index];
        var primary = font.Fonts.Primary(font.Bold);
        if (primary.HasLatin(c))
        {
            var script = char.IsLetter(c) ? Script.Latin : previous is { } p && p.Owner == owner ? p.Script : Script.Latin;
            var face = previous is { Face: { } same } && previous.Value.Owner == owner && !char.IsAsciiLetterOrDigit(c) && same.Has(c)
                ? same : primary;
            return new Run(face, script, level, owner);
        }
        var codePoint = char.ConvertToUtf32(text, index);
        var own = UnicodeFunctions.Default.GetScript(codePoint);
        var common = own == Script.Common || own == Script.Inherited;
        var kept = common && previous is { } before && before.Owner == owner ? before : (Run?)null;
        var chosen = kept?.Face is { } keep && (keep.Has(codePoint) || IsInvisible(codePoint))
            ? keep : font.Fonts.FaceFor(codePoint, font.Bold);
        return new Run(chosen, kept?.Script ?? own, level, owner);
    }

    private static bool IsInvisible(int c) => c is 0x200B or 0x200C or 0x200D or 0x200E or 0x200F or 0x2060 or 0xFEFF
        or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xFE00 and <= 0xFE0F);

    /// <summary>Spaces and line ends stand alone, so that a line can be cut there and a space can be stretched or dropped.</summary>
    private static bool IsSolitary(char c) => c == '\n' || LineBreaks.IsSpace(c);

    private static int CodePointLength(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    private static int[]? OwnersOf(IReadOnlyList<SpanFont> spans, int length)
    {
        if (spans.Count == 1)
            return null;
        var owners = new int[length];
        var at = 0;
        for (var s = 0; s < spans.Count; s++)
        {
            var end = at + Clean(spans[s].Text).Length;
            owners.AsSpan(at, end - at).Fill(s);
            at = end;
        }
        return owners;
    }

    private static byte[]? LevelsOf(string text, byte fallbackLevel, out byte paragraphLevel)
    {
        paragraphLevel = 0;
        if (!Bidi.IsNeeded(text) && fallbackLevel == 0)
            return null;
        var codePoints = text.EnumerateRunes().Select(r => r.Value).ToArray();
        var byCodePoint = Bidi.Levels(codePoints, Bidi.AutomaticLevel, out paragraphLevel, fallbackLevel);
        var levels = new byte[text.Length];
        var at = 0;
        for (var i = 0; i < codePoints.Length; i++)
        {
            for (var n = codePoints[i] > 0xFFFF ? 2 : 1; n > 0; n--)
                levels[at++] = byCodePoint[i];
        }
        return levels;
    }

    /// <summary>Drops control characters and lone surrogates, which can only come from broken input, and soft hyphens.</summary>
    private static string Clean(string text)
    {
        var clean = true;
        foreach (var c in text)
            clean &= !(char.IsControl(c) && c != '\n') && !char.IsSurrogate(c) && c is not ('\u00AD' or '\u2028' or '\u2029');
        if (clean)
            return text;
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t')
                builder.Append(' ');
            else if (rune.Value is '\u2028' or '\u2029')
                builder.Append('\n');
            else if (rune.Value is '\n' || (!Rune.IsControl(rune) && rune.Value is not (0xAD or 0xFFFD)))
                builder.Append(rune.ToString());
        }
        return builder.ToString();
    }

    private static IEnumerable<string> Elements(this System.Globalization.TextElementEnumerator elements)
    {
        while (elements.MoveNext())
            yield return elements.GetTextElement();
    }

    private readonly record struct Run(FontFace? Face, Script Script, byte Level, int Owner);
}
