using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Letterheads;

/// <summary>An address in the window of an envelope, with the line above it that says who sends it. Type becomes smaller where the address is long; what still does not fit goes
/// on below the window.</summary>
internal sealed class AddressBlock : Block
{
    private const float ReturnLineGap = 3;

    private static readonly float[] Sizes = [1, 0.9f, 0.8f];

    private readonly AddressWindow _window;
    private readonly Paragraph? _returnLine;
    private readonly Paragraph[] _addresses;
    private readonly Color _hairline;

    /// <param name="window">Where it stands.</param>
    /// <param name="returnLine">Who sends it, or empty; left out where the window has no place for it.</param>
    /// <param name="lines">The address.</param>
    /// <param name="look">The seller's type and colours.</param>
    internal AddressBlock(AddressWindow window, string returnLine, IReadOnlyList<string> lines, DocumentLook look)
    {
        _window = window;
        _hairline = look.Hairline;
        _returnLine = window.ReturnLine > 0 && returnLine.Length > 0 ? Letterhead.Text(returnLine, look.ReturnLine, StructureRole.Paragraph, leading: 1.2f) : null;
        var text = string.Join('\n', lines);
        _addresses = [.. Sizes.Select(factor => Letterhead.Text(text, look.Address with { Size = look.Address.Size * factor }, StructureRole.Paragraph, leading: 1.28f))];
    }

    internal override void Orient(Direction page)
    {
        _returnLine?.Orient(page);
        foreach (var address in _addresses)
            address.Orient(page);
    }

    /// <summary>From the top of the page down to the end of the address.</summary>
    internal override float Height(float width) => AddressTop + Address.Height(_window.Width);

    internal override void Draw(Canvas canvas, float x, float y, float width)
    {
        if (_returnLine is not null)
        {
            var bottom = AddressTop - ReturnLineGap;
            _returnLine.Draw(canvas, _window.Left, bottom - _returnLine.Height(_window.Width) - 1, _window.Width);
            canvas.Line(_window.Left, bottom, _window.Left + _window.Width, bottom, 0.4f, _hairline);
        }
        Address.Draw(canvas, _window.Left, AddressTop, _window.Width);
    }

    private float Room => _window.Height - _window.ReturnLine;

    private Paragraph Address => _addresses.FirstOrDefault(address => address.Height(_window.Width) <= Room) ?? _addresses[^1];

    private float AddressTop => Math.Max(_window.Top + _window.ReturnLine, Math.Min(_window.AddressTop, _window.Bottom - Address.Height(_window.Width)));
}
