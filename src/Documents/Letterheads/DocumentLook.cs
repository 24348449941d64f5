using System.Globalization;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Letterheads;

/// <summary>The type and the colours of one seller's documents.</summary>
internal sealed class DocumentLook
{
    private static readonly Color Ink = Color.FromRgb(0x1B2430);
    private static readonly Color Muted = Color.FromRgb(0x5B6675);

    internal DocumentLook(string accent, FontSet fonts)
    {
        if (accent.Length != 7 || accent[0] != '#' || !int.TryParse(accent.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb))
            throw new ArgumentException($"'{accent}' is not a colour; give one as #rrggbb.", nameof(accent));
        Accent = Readable(Color.FromRgb(rgb));
        Title = new TextStyle(22, Ink, true) { Fonts = fonts };
        Heading = new TextStyle(8, Accent, true) { Fonts = fonts };
        Body = new TextStyle(9, Ink) { Fonts = fonts };
        Strong = new TextStyle(9, Ink, true) { Fonts = fonts };
        Small = new TextStyle(8, Muted) { Fonts = fonts };
        Label = new TextStyle(9, Muted) { Fonts = fonts };
        Figure = new TextStyle(9, Ink, false, true) { Fonts = fonts };
        CarriedFigure = new TextStyle(9, Muted, false, true) { Fonts = fonts };
        StrongFigure = new TextStyle(10.5f, Ink, true, true) { Fonts = fonts };
        Due = new TextStyle(15, Ink, true, true) { Fonts = fonts };
        Link = new TextStyle(9, Accent, true) { Fonts = fonts };
        Fine = new TextStyle(7.5f, Muted) { Fonts = fonts };
        SellerName = new TextStyle(15, Accent, true) { Fonts = fonts };
        SecondTitle = new TextStyle(13, Muted, true) { Fonts = fonts };
        Number = new TextStyle(10.5f, Muted) { Fonts = fonts };
        Address = new TextStyle(9.5f, Ink) { Fonts = fonts };
        ReturnLine = new TextStyle(6.5f, Muted) { Fonts = fonts };
    }

    internal Color Accent { get; }

    internal Color Hairline { get; } = Color.FromRgb(0xDDE2E8);

    internal Color Panel { get; } = Color.FromRgb(0xF4F6F8);

    /// <summary>Of fold and punch marks.</summary>
    internal Color Mark { get; } = Color.FromRgb(0x9AA3AE);

    internal Color Watermark { get; } = Color.FromRgb(0xE9ECF0);

    internal TextStyle Title { get; }

    internal TextStyle Heading { get; }

    internal TextStyle Body { get; }

    internal TextStyle Strong { get; }

    internal TextStyle Small { get; }

    internal TextStyle Label { get; }

    internal TextStyle Figure { get; }

    internal TextStyle CarriedFigure { get; }

    internal TextStyle StrongFigure { get; }

    internal TextStyle Due { get; }

    internal TextStyle Link { get; }

    internal TextStyle Fine { get; }

    internal TextStyle SellerName { get; }

    internal TextStyle SecondTitle { get; }

    internal TextStyle Number { get; }

    internal TextStyle Address { get; }

    internal TextStyle ReturnLine { get; }

    /// <summary>Darkens a colour until small text in it can be read on white (contrast 4.5 : 1, WCAG 2.2, 1.4.3).</summary>
    private static Color Readable(Color color)
    {
        while (1.05 / (Luminance(color) + 0.05) < 4.5)
            color = new Color((byte)(color.Red * 9 / 10), (byte)(color.Green * 9 / 10), (byte)(color.Blue * 9 / 10));
        return color;
    }

    private static double Luminance(Color color) =>
        (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
