using System.Buffers;
using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace Billing.Documents.Pdf.Text;

/// <summary>What of a text's look matters to shaping.</summary>
internal readonly record struct SpanFont(string Text, bool Bold, bool Tabular)
{
    internal FontSet Fonts { get; init; } = FontSet.Default;
}

/// <summary>
/// Cuts a paragraph into segments: by bidirectional level, by script (UAX #24) and by the face that has the characters, then
/// at spaces and where a line may end. A character with its marks is never cut.
/// </summary>
internal sealed class Itemizer
{
    /// <summary>Below it no character is a mark or joins the one before it.</summary>
    private const char FirstMark = '\u0300';

    private const char SoftHyphen = '\u00AD';

    private readonly IReadOnlyList<SpanFont> _spans;
    private readonly string _text;
    private readonly int[]? _owners;
    private readonly byte[]? _levels;
    private readonly FontFace?[]? _eastAsian;
    private readonly List<Segment> _segments = [];

    private Itemizer(IReadOnlyList<SpanFont> spans, byte fallbackLevel, out byte paragraphLevel)
    {
        _spans = spans;
        _text = spans.Count == 1 ? Clean(spans[0].Text) : string.Concat(spans.Select(s => Clean(s.Text)));
        _owners = OwnersOf(spans, _text.Length);
        _levels = LevelsOf(_text, fallbackLevel, out paragraphLevel);
        _eastAsian = EastAsianFonts.MayBeIn(_text) ? EastAsianFonts.FacesOf(_text, SpanEnd, FontAt) : null;
    }

    /// <param name="spans">The text, in the order of reading.</param>
    /// <param name="paragraphLevel">Odd where the paragraph runs right to left.</param>
    /// <param name="fallbackLevel">The paragraph's level where no letter tells it.</param>
    internal static List<Segment> Itemize(IReadOnlyList<SpanFont> spans, out byte paragraphLevel, byte fallbackLevel = 0) =>
        new Itemizer(spans, fallbackLevel, out paragraphLevel).Cut();

    /// <summary>The same segment cut into pieces that each can be set alone, for a word wider than its line.</summary>
    internal static List<Segment> CutIntoClusters(Segment segment)
    {
        var word = segment.Word;
        var pieces = new List<Segment>();
        for (var i = 0; i < word.Text.Length;)
        {
            var cluster = word.Text.Substring(i, StringInfo.GetNextTextElementLength(word.Text.AsSpan(i)));
            var piece = word.IsSubstitute
                ? Shaper.Substitute(word.Face, cluster, word.RightToLeft)
                : Shaper.Shape(word.Face, cluster, UnicodeFunctions.Default.GetScript(char.ConvertToUtf32(cluster, 0)), word.RightToLeft, false);
            pieces.Add(segment with { Word = piece, BreakAfter = true });
            i += cluster.Length;
        }
        return pieces;
    }

    private List<Segment> Cut()
    {
        var breaks = ArrayPool<bool>.Shared.Rent(_text.Length + 1);
        LineBreaks.Find(_text, breaks.AsSpan(0, _text.Length));
        breaks[_text.Length] = false;
        var start = 0;
        var run = default(Run);
        var wasSolitary = false;
        for (var i = 0; i < _text.Length;)
        {
            var length = ClusterLength(i);
            var next = RunAt(i, ref length, i == 0 ? null : run);
            var isSolitary = length == 1 && (_text[i] == '\n' || LineBreaks.IsSpace(_text[i]));
            if (i > start && (isSolitary || wasSolitary || breaks[i] || next != run))
            {
                _segments.Add(SegmentOf(start, i, run, breaks[i]));
                start = i;
            }
            (run, wasSolitary) = (next, isSolitary);
            i += length;
        }
        if (_text.Length > start)
            _segments.Add(SegmentOf(start, _text.Length, run, false));
        ArrayPool<bool>.Shared.Return(breaks);
        return _segments;
    }

    private Segment SegmentOf(int start, int end, Run run, bool breakAfter)
    {
        var piece = _text[start..end];
        var font = _spans[run.Owner];
        var rightToLeft = run.Level % 2 == 1;
        var endsLine = piece == "\n";
        var word = run.Face is { } face ? Shaper.Shape(face, endsLine ? " " : piece, run.Script, rightToLeft, font.Tabular) : null;
        if (word is null || word.HasMissingGlyph)
            word = Shaper.Substitute(FontSet.SubstituteFace(font.Bold), piece, rightToLeft);
        return new Segment(word, run.Owner, run.Level, piece.Length == 1 && LineBreaks.IsSpace(piece[0]), breakAfter) { EndsLine = endsLine };
    }

    /// <summary>
    /// How the character at an index is to be set. Its length shrinks to that of its first code point where no face has the
    /// marks that follow.
    /// </summary>
    private Run RunAt(int index, ref int length, Run? previous)
    {
        var owner = OwnerAt(index);
        var level = _levels is null ? (byte)0 : _levels[index];
        var font = _spans[owner];
        var before = previous is { } p && p.Owner == owner ? previous : null;
        var primary = font.Fonts.Primary(font.Bold);
        var c = _text[index];
        if (length == 1 && primary.HasLatin(c))
        {
            var script = char.IsLetter(c) ? Script.Latin : before?.Script ?? Script.Latin;
            var same = before?.Face;
            return new Run(same is not null && !char.IsAsciiLetterOrDigit(c) && same.Has(c) ? same : primary, script, level, owner);
        }
        var codePoint = char.ConvertToUtf32(_text, index);
        var own = UnicodeFunctions.Default.GetScript(codePoint);
        var kept = own == Script.Common || own == Script.Inherited ? before : null;
        return new Run(FaceAt(index, ref length, codePoint, kept?.Face, font), kept?.Script ?? own, level, owner);
    }

    private FontFace? FaceAt(int index, ref int length, int codePoint, FontFace? kept, SpanFont font)
    {
        if (InvisibleCharacters.Contains(codePoint))
            return kept ?? font.Fonts.Primary(font.Bold);
        if (_eastAsian?[index] is { } face)
            return face;
        var cluster = _text.AsSpan(index, length);
        if (kept is not null && kept.HasAll(cluster))
            return kept;
        var found = font.Fonts.FaceFor(cluster, font.Bold);
        var first = codePoint > 0xFFFF ? 2 : 1;
        if (found is not null || length == first || font.Fonts.FaceFor(cluster[..first], font.Bold) is not { } own)
            return found;
        length = first;
        return own;
    }

    private int OwnerAt(int index) => _owners is null ? 0 : _owners[index];

    private SpanFont FontAt(int index) => _spans[OwnerAt(index)];

    private int SpanEnd(int index)
    {
        if (_owners is null)
            return _text.Length;
        var end = index + 1;
        while (end < _text.Length && _owners[end] == _owners[index])
            end++;
        return end;
    }

    private int ClusterLength(int index) =>
        _text[index] < FirstMark && (index + 1 == _text.Length || _text[index + 1] < FirstMark)
            ? 1
            : StringInfo.GetNextTextElementLength(_text.AsSpan(index));

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
            clean &= !(char.IsControl(c) && c != '\n') && !char.IsSurrogate(c) && c is not (SoftHyphen or '\u2028' or '\u2029');
        if (clean)
            return text;
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == OperationStatus.Done;
            if (rune.Value is '\t')
                builder.Append(' ');
            else if (rune.Value is '\u2028' or '\u2029')
                builder.Append('\n');
            else if (isWhole && (rune.Value is '\n' || !Rune.IsControl(rune)) && rune.Value != SoftHyphen)
                builder.Append(text, i, length);
            i += length;
        }
        return builder.ToString();
    }

    private readonly record struct Run(FontFace? Face, Script Script, byte Level, int Owner);
}
