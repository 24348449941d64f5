using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Layout;

/// <summary>Where blocks draw: one page, at one place of the structure.</summary>
internal readonly struct Canvas(Page page, StructureNode? node)
{
    /// <summary>Null while decoration is drawn.</summary>
    internal StructureNode? Node { get; } = node;

    internal Page Page { get; } = page;

    /// <summary>
    /// The left edge of what is so wide and begins so far from the start of a strip. Blocks think from start to end; here
    /// alone it is decided that a page which runs right to left begins at the right.
    /// </summary>
    /// <param name="x">The left edge of the strip.</param>
    /// <param name="width">Its width.</param>
    /// <param name="offset">From the strip's start.</param>
    /// <param name="length">The width of what stands there.</param>
    internal float Left(float x, float width, float offset, float length) =>
        Page.Direction == Direction.RightToLeft ? x + width - offset - length : x + offset;

    /// <summary>The left edge of what is so wide and stands across a strip as <paramref name="align"/> says.</summary>
    internal float Left(float x, float width, Align align, float length) => align switch
    {
        Align.End => Left(x, width, width - length, length),
        Align.Center => x + ((width - length) / 2),
        Align.Figures => x + width - length,
        _ => Left(x, width, 0f, length),
    };

    internal Canvas Within(StructureNode? child) => new(Page, child);

    internal void Text(float x, float baseline, FontFace face, float size, Color color, IReadOnlyList<ShapedWord> words, float angle = 0) =>
        Page.Add(new TextMark(Piece(), x, baseline, face, size, color, words, angle));

    internal void Fill(float x, float y, float width, float height, Color color) =>
        Page.Add(new RectangleMark(x, y, width, height, color));

    internal void Line(float x1, float y1, float x2, float y2, float thickness, Color color) =>
        Page.Add(new LineMark(x1, y1, x2, y2, thickness, color));

    internal void Picture(float x, float y, float width, float height, Picture picture) =>
        Page.Add(new PictureMark(Piece(), x, y, width, height, picture));

    internal void Grid(float x, float y, float cellSize, IReadOnlyList<GridCell> cells, Color color) =>
        Page.Add(new GridMark(Piece(), x, y, cellSize, cells, color));

    internal void Link(float x, float y, float width, float height, Uri target, string description)
    {
        var link = new LinkMark(Node, Page.Number, x, y, width, height, target, description);
        Page.Add(link);
        Node?.Add(link);
    }

    private ContentPiece? Piece() => Node is null ? null : Page.PieceFor(Node);
}
