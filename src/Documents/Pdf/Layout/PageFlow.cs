namespace Billing.Documents.Pdf.Layout;

/// <summary>What surrounds the body on each page. Page numbers count from 1.</summary>
internal sealed record PageFrame
{
    /// <summary>Above the body from the second page on.</summary>
    internal required Block ContinuationHeader { get; init; }

    /// <summary>The footer of a page, given its number and how many there are; all footers are equally high.</summary>
    internal required Func<int, int, Block> Footer { get; init; }

    /// <summary>Below the body of the last page, above its footer: read once.</summary>
    internal required Block Imprint { get; init; }

    /// <summary>Drawn beneath everything else, on every page.</summary>
    internal Action<Canvas>? Background { get; init; }

    /// <summary>
    /// What is torn off at the foot of the last page, as wide as the paper and down to its edge, or null. Where that page has
    /// no room left for it, it gets a page of its own. The imprint and the footer stand above it.
    /// </summary>
    internal Block? Slip { get; init; }
}

/// <summary>Puts blocks onto pages one below the other, cuts those that can be cut, and moves the others to the next page whole.</summary>
internal sealed class PageFlow
{
    private const float FooterGap = 14;

    private readonly PageFormat _format;
    private readonly PageFrame _frame;
    private readonly StructureNode _root = new(StructureRole.Document);
    private readonly List<Page> _pages = [];
    private readonly List<Block> _leading = [];
    private readonly float _headerHeight;
    private readonly float _imprintHeight;
    private readonly float _slipHeight;
    private readonly float _bottom;
    private float _top;
    private float _y;

    private PageFlow(PageFormat format, PageFrame frame)
    {
        _format = format;
        _frame = frame;
        _headerHeight = Oriented(frame.ContinuationHeader).Height(Width);
        _imprintHeight = Oriented(frame.Imprint).Height(Width);
        _slipHeight = frame.Slip is { } slip ? Oriented(slip).Height(format.Width) : 0;
        _bottom = format.Height - format.Bottom - Footer(1, 1).Height(Width) - _imprintHeight - FooterGap;
    }

    private float Width => _format.ContentWidth;

    internal static LaidOutDocument Compose(PageFormat format, PageFrame frame, IEnumerable<Block> body)
    {
        var flow = new PageFlow(format, frame);
        flow.StartPage();
        foreach (var block in body)
            flow.Add(flow.Oriented(block));
        flow.PlaceLeading();
        flow.Finish();
        return new LaidOutDocument(flow._pages, flow._root);
    }

    private Block Footer(int page, int pages) => Oriented(_frame.Footer(page, pages));

    private Block Oriented(Block block)
    {
        block.Orient(_format.Direction);
        return block;
    }

    private void StartPage()
    {
        var page = new Page(_pages.Count, _format.Width, _format.Height, _format.Direction);
        _pages.Add(page);
        var decoration = new Canvas(page, null);
        _frame.Background?.Invoke(decoration);
        _top = _format.Top;
        if (_pages.Count > 1)
        {
            _frame.ContinuationHeader.Draw(decoration, _format.Left, _top, Width);
            _top += _headerHeight;
        }
        _y = _top;
    }

    /// <summary>Holds headings back until it is known what they head, so that a page never ends with one.</summary>
    private void Add(Block block)
    {
        if (block.Leads || (_leading.Count > 0 && block is Space))
        {
            _leading.Add(block);
            return;
        }
        if (_leading.Count > 0)
        {
            var room = _bottom - _y;
            foreach (var leading in _leading)
                room -= leading.Height(Width);
            if (_y > _top && block.Height(Width) > room && block.Split(Width, room) is null)
                StartPage();
            PlaceLeading();
        }
        Place(block);
    }

    private void PlaceLeading()
    {
        foreach (var block in _leading)
            Place(block);
        _leading.Clear();
    }

    private void Place(Block block)
    {
        while (true)
        {
            var isFresh = _y == _top;
            if (block is Space && isFresh && _pages.Count > 1)
                return;
            var room = _bottom - _y;
            var height = block.Height(Width);
            if (height <= room)
            {
                Draw(block, height);
                return;
            }
            if (block is Space)
            {
                _y = _bottom;
                return;
            }
            var parts = block.Split(Width, room) ?? (isFresh ? block.Cut(Width, room) : null);
            if (parts is { } cut)
            {
                Draw(cut.Head, cut.Head.Height(Width));
                block = cut.Tail;
            }
            else if (isFresh)
            {
                Draw(block, height);
                return;
            }
            StartPage();
        }
    }

    private void Draw(Block block, float height)
    {
        block.Draw(new Canvas(_pages[^1], _root), _format.Left, _y, Width);
        _y += height;
    }

    private void Finish()
    {
        // The slip stands where the lower margin is elsewhere; only what it is higher than that is taken from the page.
        var lift = Math.Max(0, _slipHeight - _format.Bottom + FooterGap);
        if (_frame.Slip is not null && _y > _bottom - lift)
            StartPage();
        for (var i = 0; i < _pages.Count; i++)
        {
            var isLast = i == _pages.Count - 1;
            var top = _bottom + FooterGap - (isLast && _frame.Slip is not null ? lift : 0);
            if (isLast)
                _frame.Slip?.Draw(new Canvas(_pages[i], _root), 0, _format.Height - _slipHeight, _format.Width);
            _frame.Imprint.Draw(new Canvas(_pages[i], isLast ? _root : null), _format.Left, top, Width);
            Footer(i + 1, _pages.Count).Draw(new Canvas(_pages[i], null), _format.Left, top + _imprintHeight, Width);
        }
    }
}
