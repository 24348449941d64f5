using System.Numerics;
using System.Xml;
using System.Xml.Linq;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Svg;

/// <summary>
/// Reads an SVG picture, as logos are drawn: filled and stroked shapes, groups, transforms, clips, gradients. It comes from
/// outside, so nothing is fetched, run or expanded, and everything has a limit. What cannot be drawn exactly is refused and
/// named, never drawn otherwise.
/// </summary>
internal sealed class SvgReader
{
    /// <summary>A logo has a few kilobytes.</summary>
    private const int MaximumBytes = 512 * 1024;

    private const int MaximumDepth = 50;

    /// <summary>Counted as often as they are drawn, so that references to references cannot multiply.</summary>
    private const int MaximumElements = 10_000;

    private const int MaximumPathSteps = 100_000;

    internal static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly XName OldReference = XName.Get("href", "http://www.w3.org/1999/xlink");

    private readonly Dictionary<string, XElement> _elements = new(StringComparer.Ordinal);
    private readonly List<VectorShape> _shapes = [];
    private readonly SvgStyles _styles;
    private readonly SvgShapes _outlines;
    private readonly SvgPaints _paints;
    private int _drawn;
    private int _steps;

    private SvgReader(XElement root, float width, float height)
    {
        foreach (var element in root.Descendants())
        {
            if (element.Name.LocalName == "script")
                throw Refused("it contains a script; save it without");
            if ((string?)element.Attribute("id") is { } id)
                _elements.TryAdd(id, element);
        }
        _styles = new SvgStyles(root);
        _outlines = new SvgShapes(width, height);
        _paints = new SvgPaints(_elements, _styles, width, height);
    }

    /// <exception cref="InvalidDataException">The file is not an SVG picture, or one that cannot be drawn exactly.</exception>
    internal static VectorPicture Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaximumBytes)
            throw Refused($"it has {file.Length} bytes; up to {MaximumBytes} are allowed");
        var root = Parse(file);
        if (root.Name != Svg + "svg")
            throw Refused("its first element is not svg");
        var (origin, size) = ViewBox(root);
        if (!(size.X > 0 && size.Y > 0))
            throw Refused("it has neither a viewBox nor a width and height above 0");
        var reader = new SvgReader(root, size.X, size.Y);
        reader.DrawChildren(root, Matrix3x2.CreateTranslation(-origin), new SvgLook().Within(root, reader._styles), [], 0);
        return new VectorPicture(size.X, size.Y, reader._shapes);
    }

    internal static InvalidDataException Refused(string reason) => new($"The SVG picture cannot be used: {reason}.");

    /// <summary>The id that an url(#id) names.</summary>
    internal static string Target(string url)
    {
        var inner = url[(url.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(')')[0].Trim(' ', '"', '\'');
        return inner.StartsWith('#') ? inner[1..] : throw Refused($"it refers to '{inner}', which lies outside of it");
    }

    /// <summary>The id that an element refers to, or null.</summary>
    internal static string? Reference(XElement element)
    {
        var reference = (string?)element.Attribute("href") ?? (string?)element.Attribute(OldReference);
        return reference is null ? null : reference.StartsWith('#') ? reference[1..] : throw Refused($"it refers to '{reference}', which lies outside of it");
    }

    internal static void DemandOpaque(string? opacity, string what)
    {
        if (opacity is not null && SvgLength.Read(opacity, 1) < 1)
            throw Refused($"{what} is translucent (opacity {opacity}); give it the opaque colour that it should look like");
    }

    private static XElement Parse(ReadOnlyMemory<byte> file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumBytes, MaxCharactersFromEntities = 1 };
        try
        {
            using var stream = new MemoryStream(file.ToArray(), false);
            using var xml = XmlReader.Create(stream, settings);
            while (xml.Read())
            {
                if (xml.Depth > MaximumDepth)
                    throw Refused($"its elements are nested more than {MaximumDepth} deep");
            }
            stream.Position = 0;
            using var again = XmlReader.Create(stream, settings);
            return XElement.Load(again);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"The SVG picture cannot be used: it is not XML without a document type ({e.Message})", e);
        }
    }

    private static (Vector2 Origin, Vector2 Size) ViewBox(XElement root)
    {
        if ((string?)root.Attribute("viewBox") is { } box)
        {
            var numbers = new SvgNumbers(box);
            return (new(numbers.TakeNumber(), numbers.TakeNumber()), new(numbers.TakeNumber(), numbers.TakeNumber()));
        }
        return (Vector2.Zero, new(SvgLength.Of(root, "width", 0), SvgLength.Of(root, "height", 0)));
    }

    private void DrawChildren(XElement parent, Matrix3x2 transform, SvgLook look, IReadOnlyList<VectorClip> clips, int depth)
    {
        foreach (var element in parent.Elements().Where(e => e.Name.Namespace == Svg))
            Draw(element, transform, look, clips, depth + 1);
    }

    private void Draw(XElement element, Matrix3x2 outer, SvgLook inherited, IReadOnlyList<VectorClip> clips, int depth)
    {
        var name = element.Name.LocalName;
        if (name is "defs" or "title" or "desc" or "metadata" or "style" or "linearGradient" or "radialGradient" or "clipPath" or "symbol" or "pattern" or "mask" or "filter" or "marker")
            return;
        if (++_drawn > MaximumElements || depth > MaximumDepth)
            throw Refused($"it draws more than {MaximumElements} elements, or nests them more than {MaximumDepth} deep");
        if (_styles.Of(element, "display") == "none")
            return;
        DemandPlain(element, name);
        var look = inherited.Within(element, _styles);
        var transform = SvgTransform.Read((string?)element.Attribute("transform")) * outer;
        if (transform.GetDeterminant() == 0)
            return;
        clips = Clipped(element, transform, clips);
        switch (name)
        {
            case "g" or "a":
                DrawChildren(element, transform, look, clips, depth);
                break;
            case "use":
                var moved = Matrix3x2.CreateTranslation(_outlines.Across(element, "x"), _outlines.Down(element, "y")) * transform;
                if (Reference(element) is { } id && _elements.TryGetValue(id, out var target))
                    Draw(target, moved, look, clips, depth + 1);
                break;
            case "path" or "rect" or "circle" or "ellipse" or "line" or "polyline" or "polygon":
                if (look.Visibility == "visible" && Outline(element) is { } path)
                    Add(path, name == "line" ? null : _paints.Read(look.Fill, path.Bounds), transform, look, clips);
                break;
            case "text":
                throw Refused("it contains text, whose font is not in it; convert the text to paths");
            default:
                throw Refused($"the element '{name}' is not supported; draw it with paths");
        }
    }

    private void DemandPlain(XElement element, string name)
    {
        foreach (var property in (ReadOnlySpan<string>)["opacity", "fill-opacity", "stroke-opacity"])
            DemandOpaque(_styles.Of(element, property), $"the element '{name}'");
        foreach (var property in (ReadOnlySpan<string>)["mask", "filter", "mix-blend-mode", "marker-start", "marker-mid", "marker-end"])
        {
            if (_styles.Of(element, property) is { } value && value is not ("none" or "normal"))
                throw Refused($"the element '{name}' has a {property}, which is not supported; flatten it");
        }
    }

    private VectorPath? Outline(XElement element)
    {
        var path = _outlines.OutlineOf(element);
        _steps += path?.Steps.Count ?? 0;
        return _steps <= MaximumPathSteps ? path : throw Refused($"its paths have more than {MaximumPathSteps} steps");
    }

    private void Add(VectorPath path, Paint? fill, Matrix3x2 transform, SvgLook look, IReadOnlyList<VectorClip> clips)
    {
        var stroke = StrokeOf(look);
        if (fill is not null || stroke is not null)
            _shapes.Add(new VectorShape(transform, path, fill, look.FillRule == "evenodd", stroke, clips));
    }

    private static Stroke? StrokeOf(SvgLook look)
    {
        if (look.Stroke is "none" or "transparent" || SvgLength.Read(look.StrokeWidth, 1) is not (> 0 and var width))
            return null;
        if (look.Stroke.StartsWith("url(", StringComparison.Ordinal))
            throw Refused("a line is drawn with a gradient; give it one colour, or convert it to a filled path");
        return new Stroke(
            SvgPaints.ColorOf(look.Stroke), width,
            look.LineCap switch { "round" => 1, "square" => 2, _ => 0 }, look.LineJoin switch { "round" => 1, "bevel" => 2, _ => 0 },
            Math.Max(1, SvgLength.Read(look.MiterLimit, 1)), Dashes(look.Dashes), SvgLength.Read(look.DashOffset, 1));
    }

    private static List<float> Dashes(string text)
    {
        var dashes = new List<float>();
        if (text == "none")
            return dashes;
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            dashes.Add(Math.Max(0, SvgLength.Read(part, 1)));
        // A pattern of nothing but gaps of no length is a solid line, and an odd one is repeated (SVG 1.1, 11.4).
        return dashes.Sum() == 0 ? [] : dashes.Count % 2 == 0 ? dashes : [.. dashes, .. dashes];
    }

    private IReadOnlyList<VectorClip> Clipped(XElement element, Matrix3x2 transform, IReadOnlyList<VectorClip> clips)
    {
        if (_styles.Of(element, "clip-path") is not { } url || url == "none")
            return clips;
        if (!_elements.TryGetValue(Target(url), out var clip) || clip.Name != Svg + "clipPath")
            throw Refused($"the clip path '{url}' is not there");
        var shapes = clip.Elements().Where(e => e.Name.Namespace == Svg && e.Name.LocalName is not ("title" or "desc")).ToList();
        if (shapes.Count != 1 || (string?)clip.Attribute("clipPathUnits") == "objectBoundingBox" || Outline(shapes[0]) is not { } path)
            throw Refused("a clip path is not one plain shape; flatten it");
        var placed = SvgTransform.Read((string?)shapes[0].Attribute("transform")) * SvgTransform.Read((string?)clip.Attribute("transform")) * transform;
        return [.. clips, new VectorClip(placed, path, (_styles.Of(shapes[0], "clip-rule") ?? "nonzero") == "evenodd")];
    }
}
