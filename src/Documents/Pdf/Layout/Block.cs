namespace Billing.Documents.Pdf.Layout;

/// <summary>
/// A rectangle of a document that knows its height at a width, draws itself, and may let itself be cut where a page ends.
/// Lengths are points.
/// </summary>
internal abstract class Block
{
    /// <summary>Says, before anything is measured, which way the page runs; a block tells those inside it.</summary>
    internal virtual void Orient(Direction page)
    {
    }

    internal abstract float Height(float width);

    internal abstract void Draw(Canvas canvas, float x, float y, float width);

    /// <summary>Two blocks of which the first is at most <paramref name="height"/> high, or null where it must stay whole.</summary>
    internal virtual (Block Head, Block Tail)? Split(float width, float height) => null;

    /// <summary>
    /// The same for a block that has a page to itself and is still too high: it is cut where it would rather not be. Null
    /// where it cannot be cut at all.
    /// </summary>
    internal virtual (Block Head, Block Tail)? Cut(float width, float height) => Split(width, height);

    /// <summary>Whether no page should end right after it, or after the space below it: a heading.</summary>
    internal virtual bool Leads => false;

    /// <summary>From its top down to the baseline of its first line; null where it does not begin with text.</summary>
    internal virtual float? FirstBaseline(float width) => null;

    /// <summary>The width below which lines would have to be broken.</summary>
    internal virtual float NaturalWidth => 0;
}

/// <summary>Empty space, which vanishes at the top of a page.</summary>
internal sealed class Space(float height) : Block
{
    internal override float Height(float width) => height;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
    }
}

/// <summary>A horizontal line over the whole width.</summary>
internal sealed class Rule(float thickness, Color color) : Block
{
    internal override float Height(float width) => thickness;

    internal override void Draw(Canvas canvas, float x, float y, float width) =>
        canvas.Line(x, y + (thickness / 2), x + width, y + (thickness / 2), thickness, color);
}

/// <summary>A picture scaled to fit into a box; decoration where it has no alternate text.</summary>
internal sealed class PictureBlock(Picture picture, float maximumWidth, float maximumHeight, string? alternateText, Align align) : Block
{
    private float Scale => Math.Min(maximumWidth / picture.Width, maximumHeight / picture.Height);

    internal override float NaturalWidth => picture.Width * Scale;

    internal override float Height(float width) => picture.Height * Scale;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var left = canvas.Left(x, width, align, NaturalWidth);
        var figure = alternateText is null ? null : canvas.Node?.Add(new StructureNode(StructureRole.Figure) { AlternateText = alternateText });
        canvas.Within(figure).Picture(left, y, NaturalWidth, Height(width), picture);
    }
}
