using System.Numerics;
using Billing.Documents.Pdf.Layout;
using OxyPlot;

namespace Billing.Documents.Charts;

/// <summary>A text of a chart and the upper left corner of where it stands, in points from the chart's.</summary>
internal sealed record ChartText(float X, float Y, Paragraph Paragraph);

/// <summary>
/// Takes what OxyPlot draws as shapes and paragraphs, so that a chart is vectors in the document's own type. Lengths are
/// points. Texts that are turned and pictures are not taken: the charts here have none.
/// </summary>
internal sealed class ChartCanvas(TextStyle style) : ClippingRenderContext
{
    private readonly List<VectorShape> _shapes = [];
    private readonly List<ChartText> _texts = [];
    private VectorClip? _clip;

    internal IReadOnlyList<VectorShape> Shapes => _shapes;

    internal IReadOnlyList<ChartText> Texts => _texts;

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin) =>
        Add(Path(points, closed: false), null, StrokeOf(stroke, thickness, dashArray, lineJoin));

    public override void DrawPolygon(IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin) =>
        Add(Path(points, closed: true), PaintOf(fill), StrokeOf(stroke, thickness, dashArray, lineJoin));

    public override void DrawText(
        ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize, double fontWeight, double rotate,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (rotate != 0)
            throw new NotSupportedException($"The text '{text}' is turned by {rotate} degrees; charts have upright texts only.");
        var paragraph = Written(text, fontSize, fontWeight, ColorOf(fill), horizontalAlignment == HorizontalAlignment.Center ? Align.Center : Align.Start);
        var (width, height) = (paragraph.NaturalWidth, paragraph.Height(float.MaxValue));

        // The alignments are -1, 0 and 1: what the point is of the text.
        var x = (float)p.X - (width * ((int)horizontalAlignment + 1) / 2);
        var y = (float)p.Y - (height * ((int)verticalAlignment + 1) / 2);
        _texts.Add(new ChartText(x, y, paragraph));
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
            return OxySize.Empty;
        var paragraph = Written(text, fontSize, fontWeight, style.Color);
        return new OxySize(paragraph.NaturalWidth, paragraph.Height(float.MaxValue));
    }

    protected override void SetClip(OxyRect clippingRectangle)
    {
        var (left, top, right, bottom) = ((float)clippingRectangle.Left, (float)clippingRectangle.Top, (float)clippingRectangle.Right, (float)clippingRectangle.Bottom);
        var path = new VectorPath();
        path.Move(new Vector2(left, top));
        path.Line(new Vector2(right, top));
        path.Line(new Vector2(right, bottom));
        path.Line(new Vector2(left, bottom));
        path.Close();
        _clip = new VectorClip(Matrix3x2.Identity, path, false);
    }

    protected override void ResetClip() => _clip = null;

    private Paragraph Written(string text, double fontSize, double fontWeight, Color color, Align align = Align.Start) =>
        new([new TextSpan(text, style with { Size = (float)fontSize, Color = color, Bold = fontWeight > FontWeights.Normal })], null, align, 1.2f);

    private void Add(VectorPath path, Paint? fill, Stroke? stroke)
    {
        if (path.Points.Count > 1 && (fill is not null || stroke is not null))
            _shapes.Add(new VectorShape(Matrix3x2.Identity, path, fill, false, stroke, _clip is null ? [] : [_clip]));
    }

    private static VectorPath Path(IList<ScreenPoint> points, bool closed)
    {
        var path = new VectorPath();
        for (var i = 0; i < points.Count; i++)
        {
            var point = new Vector2((float)points[i].X, (float)points[i].Y);
            if (i == 0)
                path.Move(point);
            else
                path.Line(point);
        }

        if (closed && points.Count > 0)
            path.Close();
        return path;
    }

    private static SolidPaint? PaintOf(OxyColor fill) => fill.IsVisible() ? new SolidPaint(ColorOf(fill)) : null;

    // The joins of OxyPlot are mitre, round and bevel, as those of PDF.
    private static Stroke? StrokeOf(OxyColor stroke, double thickness, double[]? dashes, LineJoin join) => stroke.IsVisible() && thickness > 0
        ? new Stroke(ColorOf(stroke), (float)thickness, 0, (int)join, 10, [.. (dashes ?? []).Select(dash => (float)(dash * thickness))], 0)
        : null;

    // PDF/A-3 allows translucency, but a chart has none.
    private static Color ColorOf(OxyColor color) => new(color.R, color.G, color.B);
}
