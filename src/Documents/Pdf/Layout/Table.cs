namespace Billing.Documents.Pdf.Layout;

/// <summary>
/// A column of a table: its header, and its width, which is that of its widest cell, at most <paramref name="Maximum"/>
/// points; or a share of what is left.
/// </summary>
internal sealed record TableColumn(string Header, Align Align, float Maximum, float Share = 0);

/// <summary>How a table looks; without a header style it has no header row, and its first column heads its rows.</summary>
internal sealed record TableLook(TextStyle? Header, float CellGap, float RowPadding, Color? RowRule, Color? HeaderRule = null);

/// <summary>What a table carries over where a page ends: a line at its foot, and the same figure at the head of the next.</summary>
/// <param name="CarriedForward">What the figure is called at the foot of a page.</param>
/// <param name="BroughtForward">What it is called at the head of the next.</param>
/// <param name="AfterRow">For each row the figure that stands in the last column when a page ends after it.</param>
/// <param name="Style">How both lines look.</param>
internal sealed record RunningFigure(string CarriedForward, string BroughtForward, IReadOnlyList<string> AfterRow, TextStyle Style);

/// <summary>
/// A table, or the part of one that stands on a page. It breaks between rows, its header row again on each page; a row
/// stays whole unless it is higher than a page of its own.
/// </summary>
internal sealed class Table : Block
{
    private const float HeaderRuleThickness = 0.9f;
    private const float RowRuleThickness = 0.4f;

    private readonly WholeTable _whole;
    private readonly int _start;
    private readonly int _end;
    private readonly TableRow? _cut;
    private readonly bool _continues;
    private readonly RunningLine? _brought;
    private readonly RunningLine? _carried;

    /// <param name="columns">From the side where lines begin.</param>
    /// <param name="rows">For each row a block for each column.</param>
    /// <param name="look">How it looks.</param>
    /// <param name="keptWithNext">The rows, counted from 0, after which no page ends: a heading, or a line whose discounts follow.</param>
    /// <param name="running">What is carried over where a page ends, or null.</param>
    internal Table(
        IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<Block>> rows, TableLook look,
        IReadOnlySet<int>? keptWithNext = null, RunningFigure? running = null)
        : this(new WholeTable(columns, rows, look, keptWithNext, running), 0, rows.Count, null, false, null, null)
    {
    }

    private Table(WholeTable whole, int start, int end, TableRow? cut, bool continues, RunningLine? brought, RunningLine? carried)
    {
        _whole = whole;
        _start = start;
        _end = end;
        _cut = cut;
        _continues = continues;
        _brought = brought;
        _carried = carried;
    }

    private TableLook Look => _whole.Look;

    internal override void Orient(Direction page) => _whole.Orient(page);

    internal override float Height(float width)
    {
        var measure = _whole.Measure(width);
        var height = TopHeight(measure) + LineHeight(_carried, measure);
        for (var i = _start; i < _end; i++)
            height += RowHeight(i, measure);
        return height;
    }

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var measure = _whole.Measure(width);
        y = DrawHeader(canvas, x, y, width, measure);
        y = DrawLine(_brought, canvas, x, y, width, measure);
        var body = _whole.Body.In(_whole.Node.In(canvas.Node));
        for (var i = _start; i < _end; i++)
        {
            Row(i).Draw(canvas, body, x, y + Look.RowPadding, width, measure.Columns, Look.CellGap);
            y += RowHeight(i, measure);
            DrawRule(canvas, x, y, width);
        }
        DrawLine(_carried, canvas, x, y, width, measure);
    }

    internal override (Block Head, Block Tail)? Split(float width, float height)
    {
        var measure = _whole.Measure(width);
        var room = height - TopHeight(measure) - measure.Running;
        var cut = _start;
        for (var i = _start; i < _end - 1; i++)
        {
            room -= RowHeight(i, measure);
            if (room < 0)
                break;
            if (!_whole.IsKeptWithNext(i))
                cut = i + 1;
        }
        return cut > _start ? Parts(cut, cut, _cut, null) : null;
    }

    /// <summary>Between rows that should stay together, else through the first row, which is higher than the page.</summary>
    internal override (Block Head, Block Tail)? Cut(float width, float height)
    {
        var measure = _whole.Measure(width);
        var room = height - TopHeight(measure) - measure.Running;
        var fitting = _start;
        while (fitting < _end && (room -= RowHeight(fitting, measure)) >= 0)
            fitting++;
        if (fitting > _start)
            return fitting < _end ? Parts(fitting, fitting, _cut, null) : null;
        var first = height - TopHeight(measure) - measure.Running - (2 * Look.RowPadding);
        return Row(_start).Split(measure.Columns, first) is { } parts ? Parts(_start + 1, _start, parts.Head, parts.Tail) : null;
    }

    private (Block Head, Block Tail) Parts(int end, int start, TableRow? head, TableRow? tail)
    {
        // The figures of a row that is cut stand in its first part.
        var (carried, brought) = _whole.RunningLines(end - 1);
        return (
            new Table(_whole, _start, end, head, _continues, _brought, carried),
            new Table(_whole, start, _end, tail, true, brought, _carried));
    }

    private TableRow Row(int index) => index == _start && _cut is { } part ? part : _whole.Rows[index];

    private float RowHeight(int index, TableMeasure measure) => Row(index).Height(measure.Columns) + (2 * Look.RowPadding);

    private float TopHeight(TableMeasure measure) => measure.Header + LineHeight(_brought, measure);

    private float LineHeight(RunningLine? line, TableMeasure measure) => line is null ? 0 : line.Height(measure.Columns) + (2 * Look.RowPadding);

    private float DrawHeader(Canvas canvas, float x, float y, float width, TableMeasure measure)
    {
        var headers = _whole.Headers;
        if (headers.Length == 0)
            return y;
        // The header is read once; repeated on a later page it is decoration.
        var table = _whole.Node.In(canvas.Node);
        var row = _continues || table is null
            ? null
            : table.Add(new StructureNode(StructureRole.TableHead)).Add(new StructureNode(StructureRole.TableRow));
        var (widths, height, _) = measure;
        var offset = 0f;
        for (var i = 0; i < headers.Length; i++)
        {
            var cell = row?.Add(new StructureNode(StructureRole.HeaderCell));
            var top = y + height - Look.RowPadding - headers[i].Height(widths[i]);
            headers[i].Draw(canvas.Within(cell), canvas.Left(x, width, offset, widths[i]), top, widths[i]);
            offset += widths[i] + Look.CellGap;
        }
        if (Look.HeaderRule is { } rule)
            canvas.Line(x, y + height, x + width, y + height, HeaderRuleThickness, rule);
        return y + height;
    }

    private float DrawLine(RunningLine? line, Canvas canvas, float x, float y, float width, TableMeasure measure)
    {
        if (line is null)
            return y;
        line.Draw(canvas, x, y + Look.RowPadding, width, measure.Columns);
        y += LineHeight(line, measure);
        DrawRule(canvas, x, y, width);
        return y;
    }

    private void DrawRule(Canvas canvas, float x, float y, float width)
    {
        if (Look.RowRule is { } rule)
            canvas.Line(x, y, x + width, y, RowRuleThickness, rule);
    }
}
