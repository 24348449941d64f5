namespace Billing.Documents.Pdf.Layout;

/// <summary>
/// A column of a table: its header, and its width, which is that of its widest cell, at most <paramref name="Maximum"/>
/// points; or a share of what is left.
/// </summary>
internal sealed record TableColumn(string Header, Align Align, float Maximum, float Share = 0);

/// <summary>How a table looks; without a header style it has no header row, and its first column heads its rows.</summary>
internal sealed record TableLook(TextStyle? Header, float CellGap, float RowPadding, Color? RowRule, Color? HeaderRule = null);

/// <summary>
/// A table that breaks over pages: between rows, its header row again on each page. A row stays whole unless it is higher
/// than a page of its own.
/// </summary>
internal sealed class Table : Block
{
    private const float HeaderRuleThickness = 0.9f;
    private const float RowRuleThickness = 0.4f;

    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly TableLook _look;
    private readonly IReadOnlyList<TableRow> _rows;
    private readonly TableNodes _nodes;
    private readonly Paragraph[] _headers;
    private readonly bool _continues;
    private float[]? _natural;

    internal Table(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<Block>> rows, TableLook look)
    {
        _columns = columns;
        _look = look;
        _rows = [.. rows.Select(r => new TableRow(r, look.Header is null))];
        _nodes = new TableNodes();
        _headers = look.Header is { } style
            ? [.. columns.Select(c => new Paragraph([new TextSpan(c.Header, style)], null, c.Align))]
            : [];
    }

    private Table(Table whole, IReadOnlyList<TableRow> rows, bool continues)
    {
        _columns = whole._columns;
        _look = whole._look;
        _nodes = whole._nodes;
        _headers = whole._headers;
        _natural = whole.NaturalWidths;
        _rows = rows;
        _continues = continues;
    }

    private float[] NaturalWidths => _natural ??= [.. _columns.Select((_, i) =>
        Math.Max(_headers.Length > 0 ? _headers[i].NaturalWidth : 0, _rows.Max(r => (float?)r.Cells[i].NaturalWidth) ?? 0))];

    internal override void Orient(Direction page)
    {
        foreach (var header in _headers)
            header.Orient(page);
        foreach (var cell in _rows.SelectMany(r => r.Cells))
            cell.Orient(page);
    }

    internal override float Height(float width)
    {
        var widths = Widths(width);
        return HeaderHeight(widths) + _rows.Sum(r => RowHeight(r, widths));
    }

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var widths = Widths(width);
        y = DrawHeader(canvas, x, y, width, widths);
        var body = _nodes.Body.In(_nodes.Table.In(canvas.Node));
        foreach (var row in _rows)
        {
            var node = row.Node.In(body);
            var offset = 0f;
            for (var i = 0; i < _columns.Count; i++)
            {
                row.Cells[i].Draw(canvas.Within(row.CellNode(i).In(node)), canvas.Left(x, width, offset, widths[i]), y + _look.RowPadding, widths[i]);
                offset += widths[i] + _look.CellGap;
            }
            y += RowHeight(row, widths);
            if (_look.RowRule is { } rule)
                canvas.Line(x, y, x + width, y, RowRuleThickness, rule);
        }
    }

    internal override (Block Head, Block Tail)? Split(float width, float height)
    {
        var widths = Widths(width);
        var used = HeaderHeight(widths);
        var fitting = 0;
        while (fitting < _rows.Count && used + RowHeight(_rows[fitting], widths) <= height)
            used += RowHeight(_rows[fitting++], widths);
        if (fitting > 0 && fitting < _rows.Count)
            return (new Table(this, [.. _rows.Take(fitting)], _continues), new Table(this, [.. _rows.Skip(fitting)], true));
        return null;
    }

    /// <summary>For a page that holds nothing else: cuts the first row, which is higher than the page.</summary>
    internal (Block Head, Block Tail)? SplitFirstRow(float width, float height)
    {
        var widths = Widths(width);
        if (_rows[0].Split(widths, height - HeaderHeight(widths) - (2 * _look.RowPadding)) is not { } parts)
            return null;
        return (new Table(this, [parts.Head], _continues), new Table(this, [parts.Tail, .. _rows.Skip(1)], true));
    }

    private float DrawHeader(Canvas canvas, float x, float y, float width, float[] widths)
    {
        var height = HeaderHeight(widths);
        if (_headers.Length == 0)
            return y;
        // The header is read once; repeated on a later page it is decoration.
        var table = _nodes.Table.In(canvas.Node);
        var row = _continues || table is null
            ? null
            : table.Add(new StructureNode(StructureRole.TableHead)).Add(new StructureNode(StructureRole.TableRow));
        var offset = 0f;
        for (var i = 0; i < _headers.Length; i++)
        {
            var cell = row?.Add(new StructureNode(StructureRole.HeaderCell));
            var top = y + height - _look.RowPadding - _headers[i].Height(widths[i]);
            _headers[i].Draw(canvas.Within(cell), canvas.Left(x, width, offset, widths[i]), top, widths[i]);
            offset += widths[i] + _look.CellGap;
        }
        if (_look.HeaderRule is { } rule)
            canvas.Line(x, y + height, x + width, y + height, HeaderRuleThickness, rule);
        return y + height;
    }

    private float HeaderHeight(float[] widths) =>
        _headers.Length == 0 ? 0 : _headers.Select((h, i) => h.Height(widths[i])).Max() + (2 * _look.RowPadding);

    private float RowHeight(TableRow row, float[] widths) => row.Height(widths) + (2 * _look.RowPadding);

    private float[] Widths(float width)
    {
        var widths = new float[_columns.Count];
        var left = width - (_look.CellGap * (_columns.Count - 1));
        for (var i = 0; i < widths.Length; i++)
        {
            if (_columns[i].Share > 0)
                continue;
            widths[i] = Math.Min(NaturalWidths[i] + 0.1f, _columns[i].Maximum);
            left -= widths[i];
        }
        var shares = _columns.Sum(c => c.Share);
        for (var i = 0; i < widths.Length; i++)
        {
            if (_columns[i].Share > 0)
                widths[i] = Math.Max(0, left) * _columns[i].Share / shares;
        }
        return widths;
    }

    private sealed class TableNodes
    {
        internal NodeSlot Table { get; } = new(StructureRole.Table);

        internal NodeSlot Body { get; } = new(StructureRole.TableBody);
    }
}
