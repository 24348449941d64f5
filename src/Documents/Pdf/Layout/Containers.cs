namespace Billing.Documents.Pdf.Layout;

/// <summary>Blocks one below the other.</summary>
internal sealed class Stack(IReadOnlyList<Block> children, float gap = 0, bool keepTogether = false) : Block
{
    internal override float NaturalWidth => children.Count == 0 ? 0 : children.Max(c => c.NaturalWidth);

    internal override void Orient(Direction page)
    {
        foreach (var child in children)
            child.Orient(page);
    }

    internal override float Height(float width) =>
        children.Count == 0 ? 0 : children.Sum(c => c.Height(width)) + (gap * (children.Count - 1));

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        foreach (var child in children)
        {
            child.Draw(canvas, x, y, width);
            y += child.Height(width) + gap;
        }
    }

    internal override (Block Head, Block Tail)? Split(float width, float height)
    {
        if (keepTogether)
            return null;
        var used = 0f;
        for (var i = 0; i < children.Count; i++)
        {
            var needed = children[i].Height(width);
            if (used + needed <= height)
            {
                used += needed + gap;
                continue;
            }
            if (children[i].Split(width, height - used) is { } parts)
                return (new Stack([.. children.Take(i), parts.Head], gap), new Stack([parts.Tail, .. children.Skip(i + 1)], gap));
            return i == 0 ? null : (new Stack([.. children.Take(i)], gap), new Stack([.. children.Skip(i)], gap));
        }
        return null;
    }
}

/// <summary>A column's width: so many points, or a share of what the others leave.</summary>
internal readonly record struct ColumnWidth(float Points, float Share)
{
    internal static ColumnWidth Of(float points) => new(points, 0);

    internal static ColumnWidth ShareOf(float weight) => new(0, weight);
}

/// <summary>Blocks side by side from start to end, their tops aligned.</summary>
internal sealed class Columns(IReadOnlyList<(ColumnWidth Width, Block Block)> children, float gap = 0) : Block
{
    internal override void Orient(Direction page)
    {
        foreach (var child in children)
            child.Block.Orient(page);
    }

    internal override float Height(float width)
    {
        var widths = Widths(width);
        return children.Select((c, i) => c.Block.Height(widths[i])).DefaultIfEmpty(0).Max();
    }

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        var widths = Widths(width);
        var offset = 0f;
        for (var i = 0; i < children.Count; i++)
        {
            children[i].Block.Draw(canvas, canvas.Left(x, width, offset, widths[i]), y, widths[i]);
            offset += widths[i] + gap;
        }
    }

    private float[] Widths(float width)
    {
        var left = Math.Max(0, width - (gap * (children.Count - 1)) - children.Sum(c => c.Width.Points));
        var shares = children.Sum(c => c.Width.Share);
        return [.. children.Select(c => c.Width.Share > 0 ? left * c.Width.Share / shares : c.Width.Points)];
    }
}

/// <summary>A block with a margin inside, on a coloured ground if wanted.</summary>
internal sealed class Frame(Block child, float horizontal, float vertical, Color? fill = null) : Block
{
    internal override float NaturalWidth => child.NaturalWidth + (2 * horizontal);

    internal override void Orient(Direction page) => child.Orient(page);

    internal override float Height(float width) => child.Height(width - (2 * horizontal)) + (2 * vertical);

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        if (fill is { } color)
            canvas.Fill(x, y, width, Height(width), color);
        child.Draw(canvas, x + horizontal, y + vertical, width - (2 * horizontal));
    }
}

/// <summary>A block that is one node of the structure, also where a page ends in its midst.</summary>
internal sealed class Tagged(StructureRole role, Block child) : Block
{
    private NodeSlot _slot = new(role);

    internal override float NaturalWidth => child.NaturalWidth;

    internal override void Orient(Direction page) => child.Orient(page);

    internal override float Height(float width) => child.Height(width);

    internal override void Draw(Canvas canvas, float x, float y, float width) =>
        child.Draw(canvas.Within(_slot.In(canvas.Node)), x, y, width);

    internal override (Block Head, Block Tail)? Split(float width, float height) =>
        child.Split(width, height) is { } parts
            ? (new Tagged(role, parts.Head) { _slot = _slot }, new Tagged(role, parts.Tail) { _slot = _slot })
            : null;
}

/// <summary>The one node of a block that is drawn in several parts.</summary>
internal sealed class NodeSlot(StructureRole role, bool headsRow = false)
{
    private StructureNode? _node;

    /// <summary>The node, made under this parent when it is first asked for; null where decoration is drawn.</summary>
    internal StructureNode? In(StructureNode? parent) =>
        parent is null ? null : _node ??= parent.Add(new StructureNode(role) { HeadsRow = headsRow });
}
