using System.Numerics;
using System.Xml.Linq;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Svg;

/// <summary>The outlines of SVG's basic shapes (SVG 1.1, chapter 9). A length in percent is one of the picture's.</summary>
internal sealed class SvgShapes(float pictureWidth, float pictureHeight)
{
    /// <summary>How far the handles of a curve reach that draws a quarter of a circle of radius 1.</summary>
    private const float Quarter = 0.5522848f;

    /// <summary>The outline of an element, or null where it draws nothing.</summary>
    internal VectorPath? OutlineOf(XElement element) => element.Name.LocalName switch
    {
        "path" => (string?)element.Attribute("d") is { Length: > 0 } data ? SvgPathData.Read(data) : null,
        "rect" => Rectangle(element),
        "circle" => Ellipse(element, Diagonal(element, "r"), Diagonal(element, "r")),
        "ellipse" => Ellipse(element, Across(element, "rx"), Down(element, "ry")),
        "line" => Line(element),
        "polyline" => Points(element, false),
        "polygon" => Points(element, true),
        _ => null,
    };

    internal float Across(XElement element, string name) => SvgLength.Of(element, name, pictureWidth);

    internal float Down(XElement element, string name) => SvgLength.Of(element, name, pictureHeight);

    private float Diagonal(XElement element, string name) =>
        SvgLength.Of(element, name, MathF.Sqrt(((pictureWidth * pictureWidth) + (pictureHeight * pictureHeight)) / 2));

    private VectorPath? Rectangle(XElement element)
    {
        var (x, y, width, height) = (Across(element, "x"), Down(element, "y"), Across(element, "width"), Down(element, "height"));
        if (width <= 0 || height <= 0)
            return null;
        var hasX = element.Attribute("rx") is not null;
        var hasY = element.Attribute("ry") is not null;
        var rx = Math.Min(hasX ? Across(element, "rx") : Down(element, "ry"), width / 2);
        var ry = Math.Min(hasY ? Down(element, "ry") : Across(element, "rx"), height / 2);
        var path = new VectorPath();
        if (rx <= 0 || ry <= 0)
        {
            path.Move(new(x, y));
            path.Line(new(x + width, y));
            path.Line(new(x + width, y + height));
            path.Line(new(x, y + height));
            path.Close();
            return path;
        }
        var (right, bottom, kx, ky) = (x + width, y + height, rx * (1 - Quarter), ry * (1 - Quarter));
        path.Move(new(x + rx, y));
        path.Line(new(right - rx, y));
        path.Curve(new(right - kx, y), new(right, y + ky), new(right, y + ry));
        path.Line(new(right, bottom - ry));
        path.Curve(new(right, bottom - ky), new(right - kx, bottom), new(right - rx, bottom));
        path.Line(new(x + rx, bottom));
        path.Curve(new(x + kx, bottom), new(x, bottom - ky), new(x, bottom - ry));
        path.Line(new(x, y + ry));
        path.Curve(new(x, y + ky), new(x + kx, y), new(x + rx, y));
        path.Close();
        return path;
    }

    private VectorPath? Ellipse(XElement element, float rx, float ry)
    {
        if (rx <= 0 || ry <= 0)
            return null;
        var (x, y, kx, ky) = (Across(element, "cx"), Down(element, "cy"), rx * Quarter, ry * Quarter);
        var path = new VectorPath();
        path.Move(new(x + rx, y));
        path.Curve(new(x + rx, y + ky), new(x + kx, y + ry), new(x, y + ry));
        path.Curve(new(x - kx, y + ry), new(x - rx, y + ky), new(x - rx, y));
        path.Curve(new(x - rx, y - ky), new(x - kx, y - ry), new(x, y - ry));
        path.Curve(new(x + kx, y - ry), new(x + rx, y - ky), new(x + rx, y));
        path.Close();
        return path;
    }

    private VectorPath Line(XElement element)
    {
        var path = new VectorPath();
        path.Move(new(Across(element, "x1"), Down(element, "y1")));
        path.Line(new(Across(element, "x2"), Down(element, "y2")));
        return path;
    }

    private static VectorPath? Points(XElement element, bool closes)
    {
        var numbers = new SvgNumbers((string?)element.Attribute("points") ?? "");
        var path = new VectorPath();
        while (!numbers.AtEnd)
        {
            var point = new Vector2(numbers.TakeNumber(), numbers.TakeNumber());
            if (path.Steps.Count == 0)
                path.Move(point);
            else
                path.Line(point);
        }
        if (path.Steps.Count < 2)
            return null;
        if (closes)
            path.Close();
        return path;
    }
}

/// <summary>Lengths of attributes, in the picture's units; what is absent is 0.</summary>
internal static class SvgLength
{
    internal static float Of(XElement element, string name, float whole) =>
        (string?)element.Attribute(name) is { } text ? Read(text, whole) : 0;

    internal static float Read(string text, float whole)
    {
        var number = text.AsSpan().Trim();
        var unit = number.Length;
        while (unit > 0 && (char.IsAsciiLetter(number[unit - 1]) || number[unit - 1] == '%'))
            unit--;
        var factor = number[unit..] switch
        {
            "" or "px" => 1f,
            "%" => whole / 100,
            "pt" => 4f / 3,
            "pc" => 16f,
            "in" => 96f,
            "cm" => 96 / 2.54f,
            "mm" => 96 / 25.4f,
            _ => throw SvgReader.Refused($"the length '{text}' has a unit that is not supported; give it in px"),
        };
        return new SvgNumbers(number[..unit]).TakeNumber() * factor;
    }
}
