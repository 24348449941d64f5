using System.Numerics;

namespace Billing.Documents.Pdf.Svg;

/// <summary>Reads transforms (SVG 1.1, 7.6); the last of a list is applied first.</summary>
internal static class SvgTransform
{
    internal static Matrix3x2 Read(string? text)
    {
        var matrix = Matrix3x2.Identity;
        foreach (var part in (text ?? "").Split(')', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var open = part.IndexOf('(', StringComparison.Ordinal);
            if (open < 0)
                throw SvgReader.Refused($"'{part}' is not a transform");
            matrix = One(part[..open].Trim(' ', ',', '\t', '\r', '\n'), Numbers(part[(open + 1)..])) * matrix;
        }
        return matrix;
    }

    private static Matrix3x2 One(string name, List<float> n) => (name, n.Count) switch
    {
        ("matrix", 6) => new Matrix3x2(n[0], n[1], n[2], n[3], n[4], n[5]),
        ("translate", 1) => Matrix3x2.CreateTranslation(n[0], 0),
        ("translate", 2) => Matrix3x2.CreateTranslation(n[0], n[1]),
        ("scale", 1) => Matrix3x2.CreateScale(n[0]),
        ("scale", 2) => Matrix3x2.CreateScale(n[0], n[1]),
        ("rotate", 1) => Matrix3x2.CreateRotation(Radians(n[0])),
        ("rotate", 3) => Matrix3x2.CreateRotation(Radians(n[0]), new Vector2(n[1], n[2])),
        ("skewX", 1) => Matrix3x2.CreateSkew(Radians(n[0]), 0),
        ("skewY", 1) => Matrix3x2.CreateSkew(0, Radians(n[0])),
        _ => throw SvgReader.Refused($"the transform {name} with {n.Count} numbers is not known"),
    };

    private static List<float> Numbers(string text)
    {
        var numbers = new SvgNumbers(text);
        var values = new List<float>();
        while (!numbers.AtEnd)
            values.Add(numbers.TakeNumber());
        return values;
    }

    private static float Radians(float degrees) => degrees * MathF.PI / 180;
}
