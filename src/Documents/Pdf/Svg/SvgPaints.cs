using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Svg;

/// <summary>Colours and gradients (SVG 1.1, chapters 11 and 13).</summary>
internal sealed class SvgPaints(IReadOnlyDictionary<string, XElement> elements, SvgStyles styles, float pictureWidth, float pictureHeight)
{
    /// <summary>A gradient may take its stops from another, and so on; a longer chain is a circle.</summary>
    private const int MaximumReferences = 8;

    private const int MaximumStops = 100;

    /// <summary>What a shape of these bounds is filled with, or null.</summary>
    internal Paint? Read(string text, Func<(Vector2 Minimum, Vector2 Maximum)> bounds)
    {
        if (text is "none" or "transparent")
            return null;
        return text.StartsWith("url(", StringComparison.Ordinal) ? Gradient(SvgReader.Target(text), bounds()) : new SolidPaint(ColorOf(text));
    }

    internal static Color ColorOf(string text)
    {
        if (text.StartsWith('#') && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            if (text.Length == 4)
                return new Color((byte)(((hex >> 8) & 0xF) * 17), (byte)(((hex >> 4) & 0xF) * 17), (byte)((hex & 0xF) * 17));
            if (text.Length == 7)
                return Color.FromRgb((int)hex);
        }
        if (text.StartsWith("rgb(", StringComparison.OrdinalIgnoreCase) && text.EndsWith(')'))
        {
            var parts = text[4..^1].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 3)
                return new Color(Channel(parts[0]), Channel(parts[1]), Channel(parts[2]));
        }
        // The names of SVG are those of CSS, which the base library knows; it spells all greys one way.
        var named = System.Drawing.Color.FromName(text.Replace("grey", "gray", StringComparison.OrdinalIgnoreCase));
        return named is { IsKnownColor: true, IsSystemColor: false, A: 255 }
            ? new Color(named.R, named.G, named.B)
            : throw SvgReader.Refused($"the colour '{text}' is not supported; give it opaque, as #rrggbb");
    }

    private static byte Channel(string text) =>
        (byte)Math.Clamp(MathF.Round(text.EndsWith('%') ? SvgLength.Read(text, 255) : SvgLength.Read(text, 1)), 0, 255);

    private Paint? Gradient(string id, (Vector2 Minimum, Vector2 Maximum) bounds)
    {
        var chain = Chain(id);
        var stops = Stops(chain);
        if (stops.Count == 0)
            return null;
        if (stops.Count == 1)
            return new SolidPaint(stops[0].Color);
        string? Value(string name) => chain.Select(g => (string?)g.Attribute(name)).FirstOrDefault(v => v is not null);
        if ((Value("spreadMethod") ?? "pad") != "pad")
            throw SvgReader.Refused($"the gradient '{id}' repeats (spreadMethod), which is not supported");

        var size = bounds.Maximum - bounds.Minimum;
        var ofBox = Value("gradientUnits") != "userSpaceOnUse";
        if (ofBox && (size.X <= 0 || size.Y <= 0))
            return null;
        var (across, down) = ofBox ? (1f, 1f) : (pictureWidth, pictureHeight);
        float Length(string name, string absent, float whole) => SvgLength.Read(Value(name) ?? absent, whole);
        var box = ofBox ? Matrix3x2.CreateScale(size) * Matrix3x2.CreateTranslation(bounds.Minimum) : Matrix3x2.Identity;
        var transform = SvgTransform.Read(Value("gradientTransform")) * box;
        if (chain[0].Name.LocalName == "linearGradient")
        {
            return new GradientPaint(
                transform, new(Length("x1", "0%", across), Length("y1", "0%", down)), new(Length("x2", "100%", across), Length("y2", "0%", down)), null, stops);
        }
        var center = new Vector2(Length("cx", "50%", across), Length("cy", "50%", down));
        var radius = Length("r", "50%", MathF.Sqrt(((across * across) + (down * down)) / 2));
        var focus = new Vector2(Value("fx") is null ? center.X : Length("fx", "", across), Value("fy") is null ? center.Y : Length("fy", "", down));
        return new GradientPaint(transform, focus, center, (0, radius), stops);
    }

    /// <summary>A gradient and those that it takes from what it does not say itself.</summary>
    private List<XElement> Chain(string id)
    {
        var chain = new List<XElement>();
        for (string? next = id; next is not null;)
        {
            if (!elements.TryGetValue(next, out var gradient) || gradient.Name.LocalName is not ("linearGradient" or "radialGradient"))
                throw SvgReader.Refused($"'{next}' fills a shape but is no gradient; patterns are not supported");
            chain.Add(gradient);
            if (chain.Count > MaximumReferences)
                throw SvgReader.Refused($"the gradient '{id}' refers to itself");
            next = SvgReader.Reference(gradient);
        }
        return chain;
    }

    private List<(float Offset, Color Color)> Stops(List<XElement> chain)
    {
        var stops = new List<(float Offset, Color Color)>();
        var owner = chain.Find(g => g.Elements(SvgReader.Svg + "stop").Any());
        foreach (var stop in owner?.Elements(SvgReader.Svg + "stop") ?? [])
        {
            SvgReader.DemandOpaque(styles.Of(stop, "stop-opacity"), "a gradient");
            var offset = Math.Clamp(SvgLength.Of(stop, "offset", 1), stops.Count > 0 ? stops[^1].Offset : 0, 1);
            stops.Add((offset, ColorOf(styles.Of(stop, "stop-color") ?? "black")));
        }
        return stops.Count <= MaximumStops ? stops : throw SvgReader.Refused($"a gradient has more than {MaximumStops} stops");
    }
}
