using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Letterheads;

/// <summary>The first part of a document for a window envelope: the head, the address where the window shows it, and the document's data beside it. It stands at the top of the
/// first page and reaches down to where the document itself begins.</summary>
/// <param name="sheet">The sheet, with a window.</param>
/// <param name="head">The seller's brand and what the document is.</param>
/// <param name="address">The address.</param>
/// <param name="details">The document's data.</param>
internal sealed class WindowedOpening(Sheet sheet, Block head, AddressBlock address, Block details) : Block
{
    private const float LeastGap = 16;

    private readonly AddressWindow _window = sheet.Window!;

    internal override void Orient(Direction page)
    {
        head.Orient(page);
        address.Orient(page);
        details.Orient(page);
    }

    internal override float Height(float width) => new[]
    {
        _window.BodyTop,
        address.Height(width) + LeastGap,
        DetailsTop(width) + details.Height(_window.DetailsWidth) + LeastGap,
    }.Max() - sheet.Format.Top;

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        head.Draw(canvas, x, y, width);
        address.Draw(canvas, x, y, width);
        details.Draw(canvas, sheet.Format.Width - sheet.Format.Right - _window.DetailsWidth, DetailsTop(width), _window.DetailsWidth);
    }

    private float DetailsTop(float width) => Math.Max(_window.Top, sheet.Format.Top + head.Height(width) + LeastGap);
}
