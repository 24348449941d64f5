namespace Billing.Documents.Pdf.Layout;

/// <summary>
/// A row of a table, or a part of one that is higher than a page. Its cells stand on one baseline, also where a script needs
/// more room above it than another.
/// </summary>
internal sealed class TableRow
{
    private readonly NodeSlot[] _cellNodes;
    private readonly NodeSlot _node;
    private float[]? _measuredFor;
    private float _height;
    private float _baseline;

    internal TableRow(IReadOnlyList<Block> cells, bool firstIsHeader)
        : this(cells, new NodeSlot(StructureRole.TableRow), CellNodes(cells.Count, firstIsHeader))
    {
    }

    private TableRow(IReadOnlyList<Block> cells, NodeSlot node, NodeSlot[] cellNodes)
    {
        Cells = cells;
        _node = node;
        _cellNodes = cellNodes;
    }

    internal IReadOnlyList<Block> Cells { get; }

    internal float Height(float[] widths)
    {
        if (_measuredFor != widths)
            Measure(widths);
        return _height;
    }

    internal void Draw(Canvas canvas, StructureNode? body, float x, float y, float width, float[] widths, float gap)
    {
        if (_measuredFor != widths)
            Measure(widths);
        var node = _node.In(body);
        var offset = 0f;
        for (var i = 0; i < Cells.Count; i++)
        {
            var left = canvas.Left(x, width, offset, widths[i]);
            Cells[i].Draw(canvas.Within(_cellNodes[i].In(node)), left, y + Drop(i, widths), widths[i]);
            offset += widths[i] + gap;
        }
    }

    internal (TableRow Head, TableRow Tail)? Split(float[] widths, float height)
    {
        var heads = new Block[Cells.Count];
        var tails = new Block[Cells.Count];
        for (var i = 0; i < Cells.Count; i++)
        {
            var room = height - Drop(i, widths);
            if (Cells[i].Height(widths[i]) <= room)
                (heads[i], tails[i]) = (Cells[i], new Space(0));
            else if (Cells[i].Cut(widths[i], room) is { } parts)
                (heads[i], tails[i]) = parts;
            else
                return null;
        }
        return (new TableRow(heads, _node, _cellNodes), new TableRow(tails, _node, _cellNodes));
    }

    private void Measure(float[] widths)
    {
        _measuredFor = widths;
        _baseline = 0;
        for (var i = 0; i < Cells.Count; i++)
            _baseline = Math.Max(_baseline, Cells[i].FirstBaseline(widths[i]) ?? 0);
        _height = 0;
        for (var i = 0; i < Cells.Count; i++)
            _height = Math.Max(_height, Drop(i, widths) + Cells[i].Height(widths[i]));
    }

    /// <summary>How far down a cell goes so that its first line stands where those of the others do.</summary>
    private float Drop(int cell, float[] widths) => Cells[cell].FirstBaseline(widths[cell]) is { } own ? _baseline - own : 0;

    private static NodeSlot[] CellNodes(int count, bool firstIsHeader)
    {
        var nodes = new NodeSlot[count];
        for (var i = 0; i < count; i++)
            nodes[i] = firstIsHeader && i == 0 ? new(StructureRole.HeaderCell, true) : new(StructureRole.DataCell);
        return nodes;
    }
}
