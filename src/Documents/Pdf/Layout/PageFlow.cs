namespace Billing.Documents.Pdf.Layout;

/// <summary>A page's size and margins in points, and the way in which it runs.</summary>
internal sealed record PageFormat(float Width, float Height, float Left, float Top, float Right, float Bottom)
{
    internal Direction Direction { get; init; }

    internal static readonly PageFormat A4 = new(595.28f, 841.89f, 51, 48, 51, 40);

    internal float ContentWidth => Width - Left - Right;
}

/// <summary>What surrounds the body on each page. Page numbers count from 1.</summary>
internal sealed record PageFrame
{
    /// <summary>Above the body from the second page on.</summary>
    internal required Block ContinuationHeader { get; init; }

    /// <summary>The footer of a page, given its number and how many there are; all footers are equally high.</summary>
    internal required Func<int, int, Block> Footer { get; init; }

    /// <summary>Below the body of the last page, at its foot: read once.</summary>
    internal required Block Imprint { get; init; }

    /// <summary>Drawn beneath everything else, on every page.</summary>
    internal Action<Canvas>? Background { get; init; }
}

/// <summary>Puts blocks onto pages one below the other, cuts those that can be cut, and moves the others to the next page whole.</summary>
internal sealed class PageFlow(PageFormat format, PageFrame frame)
{
    private const float FooterGap = 14;

    private readonly StructureNode _root = new(StructureRole.Document);
    private readonly List<Page> _pages = [];
    private float _bottom;
    private float _y;

    internal static LaidOutDocument Compose(PageFormat format, PageFrame frame, IEnumerable<Block> body)
    {
        var flow = new PageFlow(format, frame);
        flow.MeasureFrame();
        flow.StartPage();
        foreach (var block in body)
            flow.Place(flow.Oriented(block));
        flow.Finish();
        return new LaidOutDocument(flow._pages, flow._root);
    }

    private void MeasureFrame()
    {
        frame.ContinuationHeader.Orient(format.Direction);
        _bottom = format.Height - format.Bottom - Footer(1, 1).Height(format.ContentWidth)
            - Oriented(frame.Imprint).Height(format.ContentWidth) - FooterGap;
    }

    private Block Footer(int page, int pages) => Oriented(frame.Footer(page, pages));

    private Block Oriented(Block block)
    {
        block.Orient(format.Direction);
        return block;
    }

    private void StartPage()
    {
        var page = new Page(_pages.Count, format.Width, format.Height, format.Direction);
        _pages.Add(page);
        var decoration = new Canvas(page, null);
        frame.Background?.Invoke(decoration);
        _y = format.Top;
        if (_pages.Count == 1)
            return;
        frame.ContinuationHeader.Draw(decoration, format.Left, _y, format.ContentWidth);
        _y += frame.ContinuationHeader.Height(format.ContentWidth);
    }

    private void Place(Block block)
    {
        var fresh = false;
        while (true)
        {
            var room = _bottom - _y;
            var height = block.Height(format.ContentWidth);
            if (height <= room)
            {
                Draw(block, height);
                return;
            }
            if (block is Space)
                return;
            var parts = block.Split(format.ContentWidth, room);
            if (fresh && parts is null)
            {
                parts = (block as Table)?.SplitFirstRow(format.ContentWidth, room);
                if (parts is null)
                {
                    Draw(block, height);
                    return;
                }
            }
            if (parts is { } cut)
            {
                Draw(cut.Head, 0);
                block = cut.Tail;
            }
            StartPage();
            fresh = true;
        }
    }

    private void Draw(Block block, float height)
    {
        block.Draw(new Canvas(_pages[^1], _root), format.Left, _y, format.ContentWidth);
        _y += height;
    }

    private void Finish()
    {
        var imprintTop = _bottom + FooterGap;
        var footerTop = imprintTop + frame.Imprint.Height(format.ContentWidth);
        foreach (var page in _pages)
        {
            var isLast = page == _pages[^1];
            frame.Imprint.Draw(new Canvas(page, isLast ? _root : null), format.Left, imprintTop, format.ContentWidth);
            Footer(page.Number + 1, _pages.Count).Draw(new Canvas(page, null), format.Left, footerTop, format.ContentWidth);
        }
    }
}
