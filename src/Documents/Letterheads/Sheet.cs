using Billing.Documents.Pdf.Layout;
using Billing.Domain;

namespace Billing.Documents.Letterheads;

/// <summary>The sheet of a document: its size and margins, the window of its envelope, and where it is folded.</summary>
/// <param name="Format">Size and margins.</param>
/// <param name="Window">Where the address has to stand, or null where no window asks for a place.</param>
internal sealed record Sheet(PageFormat Format, AddressWindow? Window)
{
    /// <summary>Points in a millimetre.</summary>
    internal const float Millimetre = 72 / 25.4f;

    private const float Inch = 72;

    // DIN 5008 has text begin 25 mm from the left, and asks for 20 mm at the right.
    private static readonly PageFormat A4 = PageFormat.A4 with { Left = 25 * Millimetre, Top = 38, Right = 20 * Millimetre, Bottom = 26 };

    private static readonly PageFormat Letter = PageFormat.Letter with { Left = Inch, Top = 38, Right = 0.75f * Inch, Bottom = 26 };

    /// <summary>The sheet for a seller's document.</summary>
    /// <param name="template">The seller's choices.</param>
    /// <param name="buyerCountry">ISO 3166-1 alpha-2.</param>
    /// <param name="direction">The way in which the document's language is written.</param>
    internal static Sheet Of(DocumentTemplate template, string buyerCountry, Direction direction)
    {
        var isLetter = Paper.IsLetter(template.Paper, buyerCountry);
        var window = template.Window switch
        {
            WindowChoice.None => null,
            WindowChoice.Din5008B => AddressWindow.Din5008B,
            WindowChoice.UsNumber10 => AddressWindow.UsNumber10,
            _ => isLetter ? AddressWindow.UsNumber10 : AddressWindow.Din5008B,
        };
        return new Sheet((isLetter ? Letter : A4) with { Direction = direction }, direction == Direction.RightToLeft ? window?.FromTheRight() : window);
    }
}

/// <summary>The part of a first page that a window envelope shows, in points from the page's upper left corner. Envelopes are not mirrored: it is the same on a page that
/// runs right to left.</summary>
/// <param name="Left">Where the lines of the address begin.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Width">How wide lines may be.</param>
/// <param name="Height">Of the whole.</param>
/// <param name="ReturnLine">The height of the line above the address that says who sends it; 0 for none.</param>
/// <param name="AddressTop">Where a short address begins; a longer one begins higher up, so that it ends within the window.</param>
/// <param name="BodyTop">Where the document itself begins.</param>
/// <param name="DetailsWidth">What is left beside the window, at the right margin.</param>
/// <param name="Marks">How far from the top the sheet is folded or punched.</param>
internal sealed record AddressWindow(
    float Left, float Top, float Width, float Height, float ReturnLine, float AddressTop, float BodyTop, float DetailsWidth, IReadOnlyList<float> Marks)
{
    private const float Inch = 72;

    /// <summary>
    /// DIN 5008, form B: a field of 85 × 45 mm, 20 mm from the left and 45 mm from the top, in which text keeps 5 mm from the left. Its upper 17.7 mm end with
    /// the line of 5 mm that says who sends it, the 27.3 mm below are the address. The letter begins 8.46 mm below the field. The sheet is folded at 105 and
    /// 210 mm and punched at 148.5 mm.
    /// </summary>
    internal static AddressWindow Din5008B { get; } = new(
        25 * Sheet.Millimetre, 45 * Sheet.Millimetre, 80 * Sheet.Millimetre, 45 * Sheet.Millimetre, 5 * Sheet.Millimetre, 62.7f * Sheet.Millimetre,
        98.46f * Sheet.Millimetre, 70 * Sheet.Millimetre, [105 * Sheet.Millimetre, 148.5f * Sheet.Millimetre, 210 * Sheet.Millimetre]);

    /// <summary>
    /// The left window of a number 10 envelope of 9 1/2 × 4 1/8 in: 4 1/2 × 1 1/8 in, 7/8 in from the left and 1/2 in from the bottom. A Letter sheet folded in
    /// three is 3 2/3 in high and 8 1/2 in wide in it, so it can slide by 11/24 in upwards and 1 in sideways. At the bottom the window shows 2 1/24 to 3 1/6 in of the
    /// sheet, at the top 2 1/2 to 3 5/8 in; so 2 1/2 to 3 1/6 in are always seen. Sideways 7/8 to 4 3/8 in are. The address therefore ends at
    /// 3.15 in from the top, begins 1 in from the left, and grows upwards to 2 1/8 in; four lines are seen wherever the sheet lies. The sheet is folded at
    /// 3 2/3 and 7 1/3 in.
    /// </summary>
    internal static AddressWindow UsNumber10 { get; } = new(
        Inch, 2.125f * Inch, 3.375f * Inch, 1.025f * Inch, 0, 3.15f * Inch, 3.85f * Inch, 2.65f * Inch, [11 / 3f * Inch, 22 / 3f * Inch]);

    /// <summary>The window for lines that begin at the right, and so have to keep away from its edge there.</summary>
    internal AddressWindow FromTheRight() => this with { Width = Width - (5 * Sheet.Millimetre) };

    /// <summary>The lower edge.</summary>
    internal float Bottom => Top + Height;
}
