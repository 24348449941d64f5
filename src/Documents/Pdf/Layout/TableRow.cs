namespace Billing.Documents.Pdf.Layout;

/// <summary>A row of a table, or a part of one that is higher than a page.</summary>
internal sealed class TableRow
{
    private readonly NodeSlot[] _cellNodes;
    private float[]? _measuredFor;
    private float _height;

    internal TableRow(IReadOnlyList<Block> cells, bool firstIsHeader)
        : this(cells, new NodeSlot(StructureRole.TableRow), [.. cells.Select((_, i) => CellSlot(firstIsHeader && i == 0))])
    {
    }

    private TableRow(IReadOnlyList<Block> cells, NodeSlot node, NodeSlot[] cellNodes)
    {
        Cells = cells;
        Node = node;
        _cellNodes = cellNodes;
    }

    internal IReadOnlyList<Block> Cells { get; }

    internal NodeSlot Node { get; }

    private static NodeSlot CellSlot(bool heads) => heads ? new(StructureRole.HeaderCell, true) : new(StructureRole.DataCell);

    internal NodeSlot CellNode(int column) => _cellNodes[column];

    internal float Height(float[] widths)
    {
        if (_measuredFor is not null && _measuredFor.AsSpan().SequenceEqual(widths))
            return _height;
        _measuredFor = widths;
        _height = 0;
        for (var i = 0; i < Cells.Count; i++)
            _height = Math.Max(_height, Cells[i].Height(widths[i]));
        return _height;
    }

    internal (TableRow Head, TableRow Tail)? Split(float[] widths, float height)
    {
        var heads = new Block[Cells.Count];
        var tails = new Block[Cells.Count];
        for (var i = 0; i < Cells.Count; i++)
        {
            if (Cells[i].Height(widths[i]) <= height)
                (heads[i], tails[i]) = (Cells[i], new Space(0));
            else if (Cells[i].Split(widths[i], height) is { } parts)
                (heads[i], tails[i]) = parts;
            else
                return null;
        }
        return (new TableRow(heads, Node, _cellNodes), new TableRow(tails, Node, _cellNodes));
    }
}
