using Billing.Documents.Pdf.Layout;
using OxyPlot;

namespace Billing.Documents.Charts;

/// <summary>A chart over the whole width: one figure of the structure, with what it shows as its alternate text.</summary>
internal sealed class ChartBlock(PlotModel model, float height, string alternateText, TextStyle style) : Block
{
    // A paragraph as wide as its text must not break it for the last bit of a rounding.
    private const float Slack = 0.01f;

    private ChartCanvas? _drawn;
    private float _drawnWidth;

    internal override float Height(float width) => height;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var chart = Drawn(width);
        var figure = canvas.Within(canvas.Node?.Add(new StructureNode(StructureRole.Figure) { AlternateText = alternateText }));
        figure.Picture(x, y, width, height, new VectorPicture(width, height, chart.Shapes));
        foreach (var text in chart.Texts)
            text.Paragraph.Draw(figure, x + text.X, y + text.Y, text.Paragraph.NaturalWidth + Slack);
    }

    private ChartCanvas Drawn(float width)
    {
        if (_drawn is null || _drawnWidth != width)
        {
            (_drawn, _drawnWidth) = (new ChartCanvas(style), width);
            var plot = (IPlotModel)model;
            plot.Update(true);
            plot.Render(_drawn, new OxyRect(0, 0, width, height));
        }

        return _drawn;
    }
}
