using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Reports;

/// <summary>A table of texts that is set in the largest type in which none of its figures and words is broken, and is as wide as the page.</summary>
/// <param name="columns">Headers, and whether the cells are figures.</param>
/// <param name="rows">For each row a text for each column.</param>
/// <param name="totals">The last row, or null.</param>
/// <param name="look">The seller's.</param>
internal sealed class FittedTable(IReadOnlyList<(string Header, bool IsFigure)> columns, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string>? totals, DocumentLook look)
{
    /// <summary>Below it a table is hard to read, and the page is laid across.</summary>
    private const float SmallestUpright = 7.5f;

    /// <summary>What is measured: the longest of a column's texts by their letters.</summary>
    private const int MeasuredOfColumn = 3;

    /// <summary>How much of a text stands on one line, as a multiple of the size; the rest wraps.</summary>
    private const float WidestText = 13;

    private const float Gap = 1;
    private static readonly float[] Sizes = [9, 8.5f, 8, 7.5f, 7, 6.5f, 6, 5.5f, 5];

    private float[]? _ems;

    // The least widths of the columns, as multiples of the size.
    private float[] Ems => _ems ??= [.. Enumerable.Range(0, columns.Count).Select(EmsOf)];

    /// <summary>Whether the table wants a page that lies across.</summary>
    internal bool IsWide(float width) => SizeIn(width) < SmallestUpright;

    /// <summary>The table for a page of this width.</summary>
    internal Table In(float width)
    {
        var size = SizeIn(width);
        var (label, text, figure, total) = (look.Label with { Size = size }, look.Body with { Size = size }, look.Figure with { Size = size }, look.Strong with { Size = size, Tabular = true });
        List<IReadOnlyList<Block>> blocks = [.. rows.Select(row => Row(row, text, figure))];
        if (totals is not null)
            blocks.Add(Row(totals, total, total));

        // The totals do not stand on a page alone.
        var kept = totals is not null && rows.Count > 0 ? new HashSet<int> { rows.Count - 1 } : null;
        return new Table([.. columns.Select((column, index) => new TableColumn(column.Header, AlignOf(index), 0, Ems[index]))], blocks, new TableLook(label, size * Gap, size * 0.35f, look.Hairline, look.Accent), kept);
    }

    private float SizeIn(float width) => Sizes.FirstOrDefault(size => size * (Ems.Sum() + (Gap * (columns.Count - 1))) <= width, Sizes[^1]);

    private Block[] Row(IReadOnlyList<string> cells, TextStyle text, TextStyle figure) =>
        [.. cells.Select((cell, index) => cell.Length == 0 ? (Block)new Space(0) : Text(cell, columns[index].IsFigure ? figure : text, null, AlignOf(index), 1.25f))];

    private Align AlignOf(int column) => columns[column].IsFigure ? Align.Figures : Align.Start;

    private float EmsOf(int column)
    {
        var header = columns[column].Header.Split(' ').Max(word => InEms(word, look.Label));
        var cells = rows.Select(row => row[column]).OrderByDescending(cell => cell.Length).Take(MeasuredOfColumn).Select(cell => InEms(cell, look.Figure));
        var widest = cells.Append(totals is null ? 0 : InEms(totals[column], look.Strong)).Max();
        return Math.Max(header, columns[column].IsFigure ? widest : Math.Min(widest, WidestText)) + 0.1f;
    }

    private static float InEms(string text, TextStyle style) => text.Length == 0 ? 0 : Text(text, style with { Tabular = true }, null).NaturalWidth / style.Size;
}
