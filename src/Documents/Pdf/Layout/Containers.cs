namespace Billing.Documents.Pdf.Layout;

/// <summary>Blocks one below the other. Where it is cut, a heading goes on with what it heads.</summary>
internal sealed class Stack(IReadOnlyList<Block> children, float gap = 0, bool keepTogether = false) : Block
{
    internal override float NaturalWidth
    {
        get
        {
            var widest = 0f;
            foreach (var child in children)
                widest = Math.Max(widest, child.NaturalWidth);
            return widest;
        }
    }

    internal override void Orient(Direction page)
    {
        foreach (var child in children)
            child.Orient(page);
    }

    internal override float Height(float width)
    {
        var height = gap * Math.Max(0, children.Count - 1);
        foreach (var child in children)
            height += child.Height(width);
        return height;
    }

    internal override float? FirstBaseline(float width) => children.Count == 0 ? null : children[0].FirstBaseline(width);

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        foreach (var child in children)
        {
            child.Draw(canvas, x, y, width);
            y += child.Height(width) + gap;
        }
    }

    internal override (Block Head, Block Tail)? Split(float width, float height) => keepTogether ? null : Part(width, height, false);

    internal override (Block Head, Block Tail)? Cut(float width, float height) => Part(width, height, true);

    private (Block Head, Block Tail)? Part(float width, float height, bool anyhow)
    {
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
            var end = i;
            for (var at = i - 1; at >= 0 && (children[at].Leads || children[at] is Space); at--)
                end = children[at].Leads ? at : end;
            if (end > 0)
                return (new Stack([.. children.Take(end)], gap), new Stack([.. children.Skip(end)], gap));
            if (anyhow && i > 0)
                return (new Stack([.. children.Take(i)], gap), new Stack([.. children.Skip(i)], gap));
            return anyhow && children[0].Cut(width, height) is { } cut
                ? (cut.Head, new Stack([cut.Tail, .. children.Skip(1)], gap))
                : null;
        }
        return null;
    }
}

/// <summary>A block whose end stays with what follows it: a table's last row with the sums below it.</summary>
internal sealed class Ended(Block body, Block end) : Block
{
    internal override float NaturalWidth => Math.Max(body.NaturalWidth, end.NaturalWidth);

    internal override void Orient(Direction page)
    {
        body.Orient(page);
        end.Orient(page);
    }

    internal override float Height(float width) => body.Height(width) + end.Height(width);

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        body.Draw(canvas, x, y, width);
        end.Draw(canvas, x, y + body.Height(width), width);
    }

    internal override (Block Head, Block Tail)? Split(float width, float height) =>
        body.Split(width, height) is { } parts ? (parts.Head, new Ended(parts.Tail, end)) : null;

    internal override (Block Head, Block Tail)? Cut(float width, float height)
    {
        var room = height - body.Height(width);
        if (room < 0)
            return body.Cut(width, height) is { } parts ? (parts.Head, new Ended(parts.Tail, end)) : null;
        return end.Split(width, room) is { } ends ? (new Stack([body, ends.Head]), ends.Tail) : (body, end);
    }
}

/// <summary>A column's width: so many points, or a share of what the others leave.</summary>
internal readonly record struct ColumnWidth(float Points, float Share)
{
    internal static ColumnWidth Of(float points) => new(points, 0);

    internal static ColumnWidth ShareOf(float weight) => new(0, weight);
}

/// <summary>Blocks side by side from start to end, their tops aligned. They stay together as long as a page can hold them.</summary>
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
        var height = 0f;
        for (var i = 0; i < widths.Length; i++)
            height = Math.Max(height, children[i].Block.Height(widths[i]));
        return height;
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

    internal override (Block Head, Block Tail)? Cut(float width, float height)
    {
        var widths = Widths(width);
        var heads = new (ColumnWidth, Block)[children.Count];
        var tails = new (ColumnWidth, Block)[children.Count];
        for (var i = 0; i < children.Count; i++)
        {
            var (own, block) = children[i];
            if (block.Height(widths[i]) <= height)
                (heads[i], tails[i]) = ((own, block), (own, new Space(0)));
            else if (block.Cut(widths[i], height) is { } parts)
                (heads[i], tails[i]) = ((own, parts.Head), (own, parts.Tail));
            else
                return null;
        }
        return (new Columns(heads, gap), new Columns(tails, gap));
    }

    private float[] Widths(float width)
    {
        var left = width - (gap * (children.Count - 1));
        var shares = 0f;
        foreach (var (own, _) in children)
        {
            left -= own.Points;
            shares += own.Share;
        }
        var widths = new float[children.Count];
        for (var i = 0; i < widths.Length; i++)
            widths[i] = children[i].Width.Share > 0 ? Math.Max(0, left) * children[i].Width.Share / shares : children[i].Width.Points;
        return widths;
    }
}

/// <summary>A block with a margin inside, on a coloured ground if wanted. It stays whole as long as a page can hold it.</summary>
internal sealed class Frame(Block child, float horizontal, float vertical, Color? fill = null) : Block
{
    internal override float NaturalWidth => child.NaturalWidth + (2 * horizontal);

    internal override void Orient(Direction page) => child.Orient(page);

    internal override float Height(float width) => child.Height(width - (2 * horizontal)) + (2 * vertical);

    internal override float? FirstBaseline(float width) => child.FirstBaseline(width - (2 * horizontal)) + vertical;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        if (fill is { } color)
            canvas.Fill(x, y, width, Height(width), color);
        child.Draw(canvas, x + horizontal, y + vertical, width - (2 * horizontal));
    }

    internal override (Block Head, Block Tail)? Cut(float width, float height) =>
        child.Cut(width - (2 * horizontal), height - (2 * vertical)) is { } parts
            ? (new Frame(parts.Head, horizontal, vertical, fill), new Frame(parts.Tail, horizontal, vertical, fill))
            : null;
}

/// <summary>A block that is one node of the structure, also where a page ends in its midst.</summary>
internal sealed class Tagged : Block
{
    private readonly NodeSlot _slot;
    private readonly Block _child;

    internal Tagged(StructureRole role, Block child)
        : this(new NodeSlot(role), child)
    {
    }

    private Tagged(NodeSlot slot, Block child)
    {
        _slot = slot;
        _child = child;
    }

    internal override float NaturalWidth => _child.NaturalWidth;

    internal override void Orient(Direction page) => _child.Orient(page);

    internal override float Height(float width) => _child.Height(width);

    internal override float? FirstBaseline(float width) => _child.FirstBaseline(width);

    internal override void Draw(Canvas canvas, float x, float y, float width) =>
        _child.Draw(canvas.Within(_slot.In(canvas.Node)), x, y, width);

    internal override (Block Head, Block Tail)? Split(float width, float height) => Parts(_child.Split(width, height));

    internal override (Block Head, Block Tail)? Cut(float width, float height) => Parts(_child.Cut(width, height));

    private (Block Head, Block Tail)? Parts((Block Head, Block Tail)? parts) =>
        parts is { } p ? (new Tagged(_slot, p.Head), new Tagged(_slot, p.Tail)) : null;
}

/// <summary>The one node of a block that is drawn in several parts.</summary>
internal sealed class NodeSlot(StructureRole role, bool headsRow = false)
{
    private StructureNode? _node;

    internal StructureRole Role { get; } = role;

    /// <summary>The node, made under this parent when it is first asked for; null where decoration is drawn.</summary>
    internal StructureNode? In(StructureNode? parent) =>
        parent is null ? null : _node ??= parent.Add(new StructureNode(Role) { HeadsRow = headsRow });
}
