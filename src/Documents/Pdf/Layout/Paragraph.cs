using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Layout;

/// <summary>How text looks. Size in points; tabular figures stand in columns.</summary>
internal sealed record TextStyle(float Size, Color Color, bool Bold = false, bool Tabular = false)
{
    internal FontSet Fonts { get; init; } = FontSet.Default;
}

/// <summary>A stretch of text of one look, which opens an address if it has one.</summary>
internal sealed record TextSpan(string Text, TextStyle Style, Uri? Link = null);

/// <summary>Text broken into lines.</summary>
internal sealed class Paragraph : Block
{
    private readonly IReadOnlyList<TextSpan> _spans;
    private readonly Align _align;
    private readonly float _leading;
    private readonly NodeSlot? _slot;
    private List<Segment>? _segments;
    private List<TextLine>? _lines;
    private float _linesWidth;
    private float _height;
    private Direction _page;

    /// <param name="spans">The text; line ends in it are kept.</param>
    /// <param name="role">What it is in the structure, or null where the block around it says so.</param>
    /// <param name="align">Where its lines stand.</param>
    /// <param name="leading">The distance of baselines as a multiple of the size.</param>
    internal Paragraph(IReadOnlyList<TextSpan> spans, StructureRole? role, Align align = Align.Start, float leading = 1.35f)
        : this(spans, role is { } r ? new NodeSlot(r) : null, align, leading, (List<Segment>?)null)
    {
    }

    private Paragraph(IReadOnlyList<TextSpan> spans, NodeSlot? slot, Align align, float leading, List<Segment>? segments)
    {
        _spans = spans;
        _align = align;
        _leading = leading;
        _slot = slot;
        _segments = segments;
    }

    internal override float NaturalWidth
    {
        get
        {
            float widest = 0, line = 0;
            foreach (var segment in Segments)
            {
                line = segment.EndsLine ? 0 : line + TextLine.WidthOf(segment, _spans);
                widest = Math.Max(widest, line);
            }
            return widest;
        }
    }

    /// <summary>Where no letter says which way the text runs, it runs as the page does (UAX #9, HL1).</summary>
    private List<Segment> Segments => _segments ??= Itemizer.Itemize(SpanFonts(), out _, _page == Direction.RightToLeft ? (byte)1 : (byte)0);

    internal override void Orient(Direction page)
    {
        if (page == _page)
            return;
        _page = page;
        _segments = null;
        _lines = null;
    }

    internal override float Height(float width)
    {
        Lines(width);
        return _height;
    }

    internal override bool Leads => _slot is { Role: StructureRole.Heading1 or StructureRole.Heading2 or StructureRole.Heading3 };

    internal override float? FirstBaseline(float width) => Lines(width)[0].Ascent;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var inside = _slot is null ? canvas : canvas.Within(_slot.In(canvas.Node));
        foreach (var line in Lines(width))
        {
            line.Draw(inside, canvas.Left(x, width, _align, line.Width), y, _spans);
            y += line.Height;
        }
    }

    internal override (Block Head, Block Tail)? Split(float width, float height)
    {
        var lines = Lines(width);
        var fitting = 0;
        for (var used = 0f; fitting < lines.Count && used + lines[fitting].Height <= height; fitting++)
            used += lines[fitting].Height;
        return fitting == 0 || fitting == lines.Count ? null : (Part(lines[..fitting], width), Part(lines[fitting..], width));
    }

    private Paragraph Part(List<TextLine> lines, float width) =>
        new(_spans, _slot, _align, _leading, [.. lines.SelectMany(l => l.Logical)])
        {
            _lines = lines,
            _linesWidth = width,
            _height = HeightOf(lines),
            _page = _page,
        };

    private List<TextLine> Lines(float width)
    {
        if (_lines is not null && _linesWidth == width)
            return _lines;
        _lines = LineFiller.Fill(Segments, width, _spans, _leading);
        _linesWidth = width;
        _height = HeightOf(_lines);
        return _lines;
    }

    private static float HeightOf(List<TextLine> lines)
    {
        var height = 0f;
        foreach (var line in lines)
            height += line.Height;
        return height;
    }

    private SpanFont[] SpanFonts()
    {
        var fonts = new SpanFont[_spans.Count];
        for (var i = 0; i < fonts.Length; i++)
        {
            var (text, style, _) = _spans[i];
            fonts[i] = new SpanFont(text, style.Bold, style.Tabular) { Fonts = style.Fonts };
        }
        return fonts;
    }
}
