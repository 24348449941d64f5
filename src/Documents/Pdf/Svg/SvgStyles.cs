using System.Xml.Linq;

namespace Billing.Documents.Pdf.Svg;

/// <summary>
/// The properties of a picture's elements: attributes, over them the picture's own style sheet, over that each element's
/// style attribute. The sheet may select by element, class and id, which is what drawing programs write.
/// </summary>
internal sealed class SvgStyles
{
    private static readonly System.Buffers.SearchValues<char> Combinators = System.Buffers.SearchValues.Create(" .#:>+~[*@");

    private readonly Dictionary<string, Dictionary<string, string>> _rules = new(StringComparer.Ordinal);

    internal SvgStyles(XElement root)
    {
        foreach (var sheet in root.Descendants().Where(e => e.Name == SvgReader.Svg + "style"))
            ReadSheet(sheet.Value);
    }

    /// <summary>The value that an element has of its own, or null.</summary>
    internal string? Of(XElement element, string property)
    {
        if (Declarations((string?)element.Attribute("style") ?? "").TryGetValue(property, out var value))
            return value;
        if ((string?)element.Attribute("id") is { } id && Rule($"#{id}", property) is { } byId)
            return byId;
        foreach (var name in ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (Rule($".{name}", property) is { } byClass)
                return byClass;
        }
        return Rule(element.Name.LocalName, property) ?? (string?)element.Attribute(property);
    }

    private string? Rule(string selector, string property) => _rules.GetValueOrDefault(selector)?.GetValueOrDefault(property);

    private void ReadSheet(string sheet)
    {
        for (var comment = sheet.IndexOf("/*", StringComparison.Ordinal); comment >= 0; comment = sheet.IndexOf("/*", StringComparison.Ordinal))
        {
            var end = sheet.IndexOf("*/", comment, StringComparison.Ordinal);
            sheet = sheet.Remove(comment, (end < 0 ? sheet.Length : end + 2) - comment);
        }
        foreach (var block in sheet.Split('}', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = block.Split('{', StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
                throw SvgReader.Refused("its style sheet cannot be read; save it with presentation attributes");
            foreach (var selector in parts[0].Split(',', StringSplitOptions.TrimEntries))
                AddRule(selector, Declarations(parts[1]));
        }
    }

    private void AddRule(string selector, Dictionary<string, string> declarations)
    {
        if (selector.Length == 0 || selector.AsSpan(1).ContainsAny(Combinators) || selector[0] is '@' or '*' or ':' or '[')
            throw SvgReader.Refused($"its style sheet selects by '{selector}', and only elements, classes and ids are supported; save it with presentation attributes");
        if (!_rules.TryGetValue(selector, out var rule))
            _rules.Add(selector, rule = new(StringComparer.Ordinal));
        foreach (var (property, value) in declarations)
            rule[property] = value;
    }

    private static Dictionary<string, string> Declarations(string text)
    {
        var declarations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declaration in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                declarations[declaration[..colon].Trim()] = declaration[(colon + 1)..].Replace("!important", "", StringComparison.Ordinal).Trim();
        }
        return declarations;
    }
}

/// <summary>The properties that elements inherit from those around them, as they are written.</summary>
internal sealed record SvgLook
{
    private string Color { get; init; } = "black";

    internal string Fill { get; private init; } = "black";

    internal string FillRule { get; private init; } = "nonzero";

    internal string ClipRule { get; private init; } = "nonzero";

    internal string Stroke { get; private init; } = "none";

    internal string StrokeWidth { get; private init; } = "1";

    internal string LineCap { get; private init; } = "butt";

    internal string LineJoin { get; private init; } = "miter";

    internal string MiterLimit { get; private init; } = "4";

    internal string Dashes { get; private init; } = "none";

    internal string DashOffset { get; private init; } = "0";

    internal string Visibility { get; private init; } = "visible";

    internal SvgLook Within(XElement element, SvgStyles styles)
    {
        string Value(string property, string inherited) => styles.Of(element, property) is { } own && own != "inherit" ? own : inherited;
        var color = Value("color", Color);
        return new SvgLook
        {
            Color = color,
            Fill = Value("fill", Fill).Replace("currentColor", color, StringComparison.OrdinalIgnoreCase),
            FillRule = Value("fill-rule", FillRule),
            ClipRule = Value("clip-rule", ClipRule),
            Stroke = Value("stroke", Stroke).Replace("currentColor", color, StringComparison.OrdinalIgnoreCase),
            StrokeWidth = Value("stroke-width", StrokeWidth),
            LineCap = Value("stroke-linecap", LineCap),
            LineJoin = Value("stroke-linejoin", LineJoin),
            MiterLimit = Value("stroke-miterlimit", MiterLimit),
            Dashes = Value("stroke-dasharray", Dashes),
            DashOffset = Value("stroke-dashoffset", DashOffset),
            Visibility = Value("visibility", Visibility),
        };
    }
}
