namespace Billing.Documents.Pdf.Layout;

/// <summary>
/// A block at a fixed place of the page it falls on, such as the address in an envelope's window. It takes no room from
/// the blocks around it. The place is measured on the paper, so it is the same whichever way the page runs.
/// </summary>
/// <param name="left">From the paper's left edge, in points.</param>
/// <param name="top">From its upper edge.</param>
/// <param name="width">How wide the block may be.</param>
/// <param name="child">What stands there.</param>
internal sealed class Pinned(float left, float top, float width, Block child) : Block
{
    internal override void Orient(Direction page) => child.Orient(page);

    internal override float Height(float width) => 0;

    internal override void Draw(Canvas canvas, float x, float y, float contentWidth) => child.Draw(canvas, left, top, width);
}

/// <summary>Short lines at the paper's left edge that show where a letter is folded or punched; decoration.</summary>
/// <param name="fromTop">How far from the paper's upper edge each stands, in points.</param>
/// <param name="color">Their colour.</param>
internal sealed class FoldMarks(IReadOnlyList<float> fromTop, Color color) : Block
{
    // Near the edge, where printers still print.
    private const float Start = 14;
    private const float Length = 12;
    private const float Thickness = 0.4f;

    internal override float Height(float width) => 0;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        foreach (var mark in fromTop)
            canvas.Line(Start, mark, Start + Length, mark, Thickness, color);
    }
}
