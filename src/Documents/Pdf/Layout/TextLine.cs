using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Layout;

/// <summary>One line of a paragraph: its segments in the order of reading, and where each of them stands.</summary>
internal sealed class TextLine
{
    private readonly float[] _positions;

    private TextLine(List<Segment> logical, float[] positions, float width, float height, float ascent)
    {
        Logical = logical;
        _positions = positions;
        Width = width;
        Height = height;
        Ascent = ascent;
    }

    internal List<Segment> Logical { get; }

    internal float Width { get; }

    internal float Height { get; }

    /// <summary>From the top of the line down to its baseline.</summary>
    internal float Ascent { get; }

    internal static float WidthOf(Segment segment, IReadOnlyList<TextSpan> spans) => segment.Word.Width(spans[segment.Span].Style.Size);

    internal static TextLine Of(List<Segment> logical, IReadOnlyList<TextSpan> spans, float leading)
    {
        var visible = logical.Count;
        while (visible > 0 && (logical[visible - 1].IsSpace || logical[visible - 1].EndsLine))
            visible--;
        var positions = new float[visible];
        var width = 0f;
        var order = VisualOrder(logical, visible);
        for (var n = 0; n < visible; n++)
        {
            var i = order is null ? n : order[n];
            positions[i] = width;
            width += WidthOf(logical[i], spans);
        }
        var (height, ascent) = Extent(logical, spans, leading);
        return new TextLine(logical, positions, width, height, ascent);
    }

    internal void Draw(Canvas canvas, float x, float y, IReadOnlyList<TextSpan> spans)
    {
        for (var i = 0; i < _positions.Length;)
        {
            var first = Logical[i];
            var span = spans[first.Span];
            var end = i + 1;
            while (end < _positions.Length && Joins(i, end))
                end++;
            var words = new ShapedWord[end - i];
            var width = 0f;
            for (var n = i; n < end; n++)
            {
                words[n - i] = Logical[n].Word;
                width += WidthOf(Logical[n], spans);
            }
            DrawWords(canvas, x + _positions[i], y, width, span, words);
            i = end;
        }
        // A space that is not seen, but keeps the last word apart from the first of the next line for whoever reads aloud.
        if (_positions.Length > 0 && _positions.Length < Logical.Count && canvas.Node is not null)
        {
            var space = Logical[_positions.Length];
            canvas.Text(x + Width, y + Ascent, space.Word.Face, spans[space.Span].Style.Size, spans[space.Span].Style.Color, [space.Word]);
        }
    }

    private void DrawWords(Canvas canvas, float x, float y, float width, TextSpan span, ShapedWord[] words)
    {
        var target = canvas;
        if (span.Link is { } link && canvas.Node is { } parent)
        {
            target = canvas.Within(parent.Add(new StructureNode(StructureRole.Link)));
            target.Text(x, y + Ascent, words[0].Face, span.Style.Size, span.Style.Color, words);
            target.Link(x, y, width, Height, link, span.Text);
            return;
        }
        target.Text(x, y + Ascent, words[0].Face, span.Style.Size, span.Style.Color, words);
    }

    /// <summary>Left-to-right words of one look follow each other in one mark; right-to-left words each stand alone.</summary>
    private bool Joins(int start, int next) =>
        Logical[next].Span == Logical[start].Span && Logical[next].Word.Face == Logical[start].Word.Face
        && Logical[next].Level % 2 == 0 && Logical[next].Level == Logical[start].Level;

    /// <summary>The order in which the first segments of a line are seen; null where it is that of reading, as in most lines.</summary>
    private static int[]? VisualOrder(List<Segment> logical, int count)
    {
        var turns = false;
        for (var i = 0; i < count; i++)
            turns |= logical[i].Level % 2 == 1;
        if (!turns)
            return null;
        var levels = new byte[count];
        for (var i = 0; i < count; i++)
            levels[i] = logical[i].Level;
        return Bidi.VisualOrder(levels);
    }

    /// <summary>Scripts that reach further up and down than the primary face get the room that their face asks for.</summary>
    private static (float Height, float Ascent) Extent(List<Segment> segments, IReadOnlyList<TextSpan> spans, float leading)
    {
        var fonts = spans[segments.Count == 0 ? 0 : segments[0].Span].Style.Fonts;
        var primary = fonts.Primary(false);
        var size = segments.Count == 0 ? spans.Max(s => s.Style.Size) : 0;
        foreach (var segment in segments)
            size = Math.Max(size, spans[segment.Span].Style.Size);
        var em = primary.UnitsPerEm;
        var height = size * leading;
        var ascent = ((height - ((primary.Ascent - primary.Descent) * size / em)) / 2) + (primary.Ascent * size / em);
        var descent = height - ascent;
        foreach (var segment in segments)
        {
            var face = segment.Word.Face;
            if (face == primary || face == fonts.Primary(true))
                continue;
            var own = spans[segment.Span].Style.Size / face.UnitsPerEm;
            ascent = Math.Max(ascent, face.Ascent * own);
            descent = Math.Max(descent, -face.Descent * own);
        }
        return (ascent + descent, ascent);
    }
}
