using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Layout;

/// <summary>Fills lines first fit: each takes the words that it can hold.</summary>
internal static class LineFiller
{
    /// <summary>Widths are sums of rounded lengths; a line may be over by less than anyone sees.</summary>
    private const float Tolerance = 0.01f;

    internal static List<TextLine> Fill(List<Segment> segments, float width, IReadOnlyList<TextSpan> spans, float leading)
    {
        var lines = new List<TextLine>(1);
        var used = 0f;
        var start = 0;
        var at = 0;
        while (at < segments.Count)
        {
            var end = UnitEnd(segments, at);
            var needed = VisibleWidth(segments, at, end, spans);
            if (used + needed <= width + Tolerance || (at == start && end - at == 1 && IsCluster(segments[at])))
                Place(end);
            else if (at > start)
                Close();
            else
                segments = [.. segments[..at], .. segments[at..end].SelectMany(Itemizer.CutIntoClusters), .. segments[end..]];
        }
        if (at > start || lines.Count == 0)
            Close();
        return lines;

        void Place(int end)
        {
            for (; at < end; at++)
                used += segments[at].EndsLine ? 0 : TextLine.WidthOf(segments[at], spans);
            if (segments[at - 1].EndsLine)
                Close();
        }

        void Close()
        {
            lines.Add(TextLine.Of(at - start == segments.Count ? segments : segments[start..at], spans, leading));
            start = at;
            used = 0;
        }
    }

    /// <summary>Without the spaces at the end, which may hang over the edge.</summary>
    private static float VisibleWidth(List<Segment> segments, int start, int end, IReadOnlyList<TextSpan> spans)
    {
        while (end > start && (segments[end - 1].IsSpace || segments[end - 1].EndsLine))
            end--;
        var width = 0f;
        for (var i = start; i < end; i++)
            width += TextLine.WidthOf(segments[i], spans);
        return width;
    }

    private static bool IsCluster(Segment segment) =>
        segment.IsSpace || segment.EndsLine || new System.Globalization.StringInfo(segment.Word.Text).LengthInTextElements == 1;

    /// <summary>The end of what must stay on one line: up to and with the next segment after which a line may end.</summary>
    private static int UnitEnd(List<Segment> segments, int start)
    {
        for (var i = start; i < segments.Count; i++)
        {
            if (segments[i].BreakAfter || segments[i].EndsLine)
                return i + 1;
        }
        return segments.Count;
    }
}
