using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Billing.Documents.Charts;

/// <summary>Makes a chart in the seller's colours. Numbers on the axes are as the culture writes them; nothing is turned or translucent. Columns stand in the direction of the
/// script, as those of the table beside them do; time runs left to right everywhere.</summary>
internal sealed class ChartModel(DocumentLook look, DocumentCulture culture)
{
    private const double TextSize = 7.5;
    private const int MostLabels = 12;
    private const int LongLabel = 14;

    /// <summary>The gap between columns is this share of one, and wider where there are few, so that none looks like a wall.</summary>
    private const double LeastGap = 0.6;
    private const double FewColumns = 6;
    private const string Category = "category";
    private const string First = "first";
    private const string Second = "second";

    private OxyColor Accent => Of(look.Accent);

    private OxyColor Muted => Of(look.Label.Color);

    /// <summary>The chart.</summary>
    internal PlotModel Of(ChartData data)
    {
        var model = new PlotModel { DefaultFontSize = TextSize, PlotAreaBorderThickness = new OxyThickness(0), TextColor = Muted, Padding = new OxyThickness(0, 4, 0, 0) };
        var isMirrored = data.Form == ChartForm.Columns && culture.IsRightToLeft;
        model.Axes.Add(Labelled(data.Labels, isMirrored));
        model.Axes.Add(Valued(First, isMirrored ? AxisPosition.Right : AxisPosition.Left, data.Series[0], hasGrid: true));
        if (data.Form == ChartForm.Columns)
            model.Series.Add(Columns(data.Series[0]));
        else
            AddLines(model, data.Series);
        return model;
    }

    private void AddLines(PlotModel model, IReadOnlyList<ChartSeries> series)
    {
        model.Series.Add(Line(series[0], First, Accent, MarkerType.Circle, LineStyle.Solid));
        if (series.Count > 1)
        {
            model.Axes.Add(Valued(Second, AxisPosition.Right, series[1], hasGrid: false));
            model.Series.Add(Line(series[1], Second, Muted, MarkerType.Square, LineStyle.Dash));
        }

        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.TopLeft, LegendOrientation = LegendOrientation.Horizontal, LegendBorderThickness = 0, LegendTextColor = Of(look.Body.Color), LegendMargin = 0, LegendPadding = 0 });
    }

    private CategoryAxis Labelled(IReadOnlyList<string> labels, bool isMirrored)
    {
        // Labels that would run into each other are left out; the table has them all.
        var step = (labels.Count + MostLabels - 1) / MostLabels;
        var axis = new CategoryAxis { Key = Category, Position = AxisPosition.Bottom, GapWidth = Math.Max(LeastGap, FewColumns / labels.Count), TickStyle = TickStyle.None, AxislineStyle = LineStyle.Solid, AxislineColor = Of(look.Mark), TextColor = Muted, StartPosition = isMirrored ? 1 : 0, EndPosition = isMirrored ? 0 : 1 };
        axis.Labels.AddRange(labels.Select((label, index) => index % step == 0 ? InLines(label) : ""));
        return axis;
    }

    // A label as long as this would run into the next one, so it is broken where it is nearest to its middle.
    private static string InLines(string label)
    {
        var spaces = label.Index().Where(letter => letter.Item == ' ').Select(letter => letter.Index).ToList();
        if (label.Length <= LongLabel || spaces.Count == 0)
            return label;
        var middle = spaces.MinBy(space => Math.Abs((label.Length / 2) - space));
        return $"{label[..middle]}\n{label[(middle + 1)..]}";
    }

    private LinearAxis Valued(string key, AxisPosition position, ChartSeries series, bool hasGrid)
    {
        var hasNegative = series.Values.Any(value => value < 0);
        return new LinearAxis
        {
            Key = key,
            Position = position,
            Minimum = hasNegative ? double.NaN : 0,
            MinimumPadding = hasNegative ? 0.1 : 0,
            MaximumPadding = 0.1,
            MinimumRange = 1,
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.None,
            TextColor = Muted,
            MajorGridlineStyle = hasGrid ? LineStyle.Solid : LineStyle.None,
            MajorGridlineThickness = 0.5,
            MajorGridlineColor = Of(look.Hairline),
            ExtraGridlines = hasNegative ? [0] : [],
            ExtraGridlineColor = Of(look.Mark),
            ExtraGridlineThickness = 0.7,
            LabelFormatter = value => culture.Quantity((decimal)Math.Round(value, 6)),
        };
    }

    // A column that stands below 0 is told by where it stands, and by its colour as well.
    private BarSeries Columns(ChartSeries series)
    {
        var columns = new BarSeries { XAxisKey = First, YAxisKey = Category, FillColor = Accent, NegativeFillColor = Muted, StrokeThickness = 0 };
        columns.Items.AddRange(series.Values.Select(value => new BarItem((double)(value ?? 0))));
        return columns;
    }

    private static LineSeries Line(ChartSeries series, string axis, OxyColor color, MarkerType marker, LineStyle style)
    {
        var line = new LineSeries { Title = series.Name, XAxisKey = Category, YAxisKey = axis, Color = color, StrokeThickness = 1.5, LineStyle = style, MarkerType = marker, MarkerFill = color, MarkerSize = 2.6 };
        line.Points.AddRange(series.Values.Select((value, index) => value is { } known ? new DataPoint(index, (double)known) : DataPoint.Undefined));
        return line;
    }

    private static OxyColor Of(Color color) => OxyColor.FromRgb(color.Red, color.Green, color.Blue);
}
