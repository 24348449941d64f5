namespace Billing.Documents.Pdf.Layout;

/// <summary>What the parts of one table have in common: columns, rows, look, and its nodes of the structure.</summary>
internal sealed class WholeTable
{
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly IReadOnlySet<int>? _keptWithNext;
    private readonly RunningFigure? _running;
    private float[]? _natural;
    private float _measuredFor = float.NaN;
    private TableMeasure _measure = new([], 0, 0);
    private Direction _page;

    internal WholeTable(
        IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<Block>> rows, TableLook look, IReadOnlySet<int>? keptWithNext, RunningFigure? running)
    {
        if (running is not null && running.AfterRow.Count != rows.Count)
            throw new ArgumentException($"A table of {rows.Count} rows has {running.AfterRow.Count} running figures.", nameof(running));
        _columns = columns;
        _keptWithNext = keptWithNext;
        _running = running;
        Look = look;
        Rows = new TableRow[rows.Count];
        for (var i = 0; i < Rows.Length; i++)
            Rows[i] = new TableRow(rows[i], look.Header is null);
        Headers = look.Header is { } style ? [.. columns.Select(c => new Paragraph([new TextSpan(c.Header, style)], null, c.Align))] : [];
    }

    internal TableLook Look { get; }

    internal TableRow[] Rows { get; }

    internal Paragraph[] Headers { get; }

    internal NodeSlot Node { get; } = new(StructureRole.Table);

    internal NodeSlot Body { get; } = new(StructureRole.TableBody);

    internal bool IsKeptWithNext(int row) => _keptWithNext?.Contains(row) ?? false;

    /// <summary>What stands at the foot of a page that ends after a row, and at the head of the next.</summary>
    internal (RunningLine? Carried, RunningLine? Brought) RunningLines(int row) => _running is { } running
        ? (new RunningLine(running.CarriedForward, running.AfterRow[row], running.Style, _page), new RunningLine(running.BroughtForward, running.AfterRow[row], running.Style, _page))
        : default;

    internal void Orient(Direction page)
    {
        if (page == _page)
            return;
        _page = page;
        foreach (var header in Headers)
            header.Orient(page);
        foreach (var row in Rows)
        {
            foreach (var cell in row.Cells)
                cell.Orient(page);
        }
    }

    /// <summary>The measures in a table of this width; the same object as long as that stays the same.</summary>
    internal TableMeasure Measure(float width)
    {
        if (width == _measuredFor)
            return _measure;
        var widths = Resolve(width);
        var header = 0f;
        for (var i = 0; i < Headers.Length; i++)
            header = Math.Max(header, Headers[i].Height(widths[i]) + (2 * Look.RowPadding));
        var running = Rows.Length > 1 && RunningLines(0).Carried is { } line ? line.Height(widths) + (2 * Look.RowPadding) : 0;
        (_measuredFor, _measure) = (width, new TableMeasure(widths, header, running));
        return _measure;
    }

    private float[] Resolve(float width)
    {
        _natural ??= NaturalWidths();
        var widths = new float[_columns.Count];
        var left = width - (Look.CellGap * (_columns.Count - 1));
        var shares = 0f;
        for (var i = 0; i < widths.Length; i++)
        {
            shares += _columns[i].Share;
            if (_columns[i].Share > 0)
                continue;
            widths[i] = Math.Min(_natural[i] + 0.1f, _columns[i].Maximum);
            left -= widths[i];
        }
        for (var i = 0; i < widths.Length; i++)
        {
            if (_columns[i].Share > 0)
                widths[i] = Math.Max(0, left) * _columns[i].Share / shares;
        }
        return widths;
    }

    private float[] NaturalWidths()
    {
        var natural = new float[_columns.Count];
        for (var i = 0; i < natural.Length; i++)
        {
            if (_columns[i].Share > 0)
                continue;
            natural[i] = Headers.Length > 0 ? Headers[i].NaturalWidth : 0;
            foreach (var row in Rows)
                natural[i] = Math.Max(natural[i], row.Cells[i].NaturalWidth);
        }
        // A sum is wider than what it sums up; all its figures have digits of one width.
        if (_running?.AfterRow.MaxBy(f => f.Length) is { } longest)
            natural[^1] = Math.Max(natural[^1], new RunningLine("", longest, _running.Style, _page).FigureWidth);
        return natural;
    }
}

/// <summary>The measures of a table in points.</summary>
/// <param name="Columns">The widths of its columns.</param>
/// <param name="Header">The height of its header row, or 0.</param>
/// <param name="Running">The room that a page needs at its foot for what is carried forward; 0 where nothing is.</param>
internal sealed record TableMeasure(float[] Columns, float Header, float Running);

/// <summary>
/// A line that carries a figure from one page to the next: what it is in the first column, the figure in the last. It
/// repeats what the rows say, so it is not read aloud.
/// </summary>
internal sealed class RunningLine
{
    private readonly Paragraph _label;
    private readonly Paragraph _figure;

    internal RunningLine(string label, string figure, TextStyle style, Direction page)
    {
        _label = new Paragraph([new TextSpan(label, style)], null);
        _figure = new Paragraph([new TextSpan(figure, style with { Tabular = true })], null, Align.Figures);
        _label.Orient(page);
        _figure.Orient(page);
    }

    internal float FigureWidth => _figure.NaturalWidth;

    internal float Height(float[] widths) => Math.Max(_label.Height(LabelWidth(widths)), _figure.Height(widths[^1]));

    internal void Draw(Canvas canvas, float x, float y, float width, float[] widths)
    {
        var decoration = canvas.Within(null);
        _label.Draw(decoration, canvas.Left(x, width, 0f, LabelWidth(widths)), y, LabelWidth(widths));
        _figure.Draw(decoration, canvas.Left(x, width, width - widths[^1], widths[^1]), y, widths[^1]);
    }

    /// <summary>The columns before the last are empty in this line, so its label has their room.</summary>
    private static float LabelWidth(float[] widths) => widths.Sum() - widths[^1];
}
