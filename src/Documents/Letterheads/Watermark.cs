using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Letterheads;

/// <summary>A word across the page, beneath everything: what the sheet is worth.</summary>
/// <param name="text">The word.</param>
/// <param name="fonts">What sets it.</param>
/// <param name="color">Light enough to be read over.</param>
internal sealed class Watermark(string text, FontSet fonts, Color color)
{
    private const float Angle = 45;
    private const float LargestSize = 120;

    // Of the page's width, the length of the word as it lies.
    private const float Share = 0.78f;

    internal void Draw(Canvas canvas)
    {
        var words = Itemizer.Itemize([new SpanFont(text.ToUpperInvariant(), true, false) { Fonts = fonts }], out _).Select(segment => segment.Word).ToList();
        var (page, slope) = (canvas.Page, MathF.Sin(Angle * MathF.PI / 180));
        var size = Math.Min(LargestSize, page.Width * Share / slope / words.Sum(word => word.Width(1)));
        var reach = words.Sum(word => word.Width(size)) * slope;

        // The middle of the capitals, not the baseline, goes through the middle of the page.
        var rise = size * 0.36f * slope;
        canvas.Text(((page.Width - reach) / 2) + rise, ((page.Height + reach) / 2) + rise, words[0].Face, size, color, words, Angle);
    }
}
