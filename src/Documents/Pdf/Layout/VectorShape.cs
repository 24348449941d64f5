using System.Numerics;

namespace Billing.Documents.Pdf.Layout;

/// <summary>A filled or stroked path of a vector picture.</summary>
/// <param name="Transform">From the shape's coordinates to the picture's.</param>
/// <param name="Path">Its outline.</param>
/// <param name="Fill">What it is filled with, or null.</param>
/// <param name="EvenOdd">Whether what is inside is told by the even-odd rule instead of the winding number.</param>
/// <param name="Stroke">How its outline is drawn, or null.</param>
/// <param name="Clips">What it is cut to, each by its own coordinates.</param>
internal sealed record VectorShape(
    Matrix3x2 Transform, VectorPath Path, Paint? Fill, bool EvenOdd, Stroke? Stroke, IReadOnlyList<VectorClip> Clips);

/// <summary>An outline that a shape is cut to.</summary>
internal sealed record VectorClip(Matrix3x2 Transform, VectorPath Path, bool EvenOdd);

/// <summary>What a shape is filled with.</summary>
internal abstract record Paint;

/// <summary>One colour.</summary>
internal sealed record SolidPaint(Color Color) : Paint;

/// <summary>A run of colours along a line, or from one circle to another where there are radii.</summary>
/// <param name="Transform">From the gradient's coordinates to the shape's.</param>
/// <param name="Start">Where the first colour stands.</param>
/// <param name="End">Where the last one stands.</param>
/// <param name="Radii">Of the circles around both, or null for a line.</param>
/// <param name="Stops">At least two, with offsets from 0 to 1 that never fall.</param>
internal sealed record GradientPaint(
    Matrix3x2 Transform, Vector2 Start, Vector2 End, (float Start, float End)? Radii, IReadOnlyList<(float Offset, Color Color)> Stops) : Paint;

/// <summary>How an outline is drawn, in the shape's coordinates. Caps and joins as PDF and SVG both count them: 0 butt or mitre, 1 round, 2 square or bevel.</summary>
internal sealed record Stroke(Color Color, float Width, int Cap, int Join, float MiterLimit, IReadOnlyList<float> Dashes, float DashOffset);

/// <summary>Lines and Bézier curves.</summary>
internal sealed class VectorPath
{
    private readonly List<PathStep> _steps = [];
    private readonly List<Vector2> _points = [];

    internal IReadOnlyList<PathStep> Steps => _steps;

    /// <summary>One for a move or a line, three for a curve, none for a close.</summary>
    internal IReadOnlyList<Vector2> Points => _points;

    internal void Move(Vector2 to) => Add(PathStep.Move, to);

    internal void Line(Vector2 to) => Add(PathStep.Line, to);

    internal void Curve(Vector2 first, Vector2 second, Vector2 to) => Add(PathStep.Curve, first, second, to);

    internal void Close() => _steps.Add(PathStep.Close);

    /// <summary>The smallest rectangle that holds the path.</summary>
    internal (Vector2 Minimum, Vector2 Maximum) Bounds()
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        var at = Vector2.Zero;
        var next = 0;
        foreach (var step in _steps)
        {
            if (step == PathStep.Close)
                continue;
            if (step == PathStep.Curve)
            {
                foreach (var point in Extremes(at, _points[next], _points[next + 1], _points[next + 2]))
                    (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
                next += 2;
            }
            at = _points[next++];
            (low, high) = (Vector2.Min(low, at), Vector2.Max(high, at));
        }
        return (low, high);
    }

    private void Add(PathStep step, params ReadOnlySpan<Vector2> points)
    {
        _steps.Add(step);
        foreach (var point in points)
            _points.Add(point);
    }

    /// <summary>Where a curve turns back in x or y: the roots of its derivative.</summary>
    private static IEnumerable<Vector2> Extremes(Vector2 p0, Vector2 p1, Vector2 p2, Vector2 p3)
    {
        for (var axis = 0; axis < 2; axis++)
        {
            var a = -p0[axis] + (3 * p1[axis]) - (3 * p2[axis]) + p3[axis];
            var b = 2 * (p0[axis] - (2 * p1[axis]) + p2[axis]);
            var c = p1[axis] - p0[axis];
            foreach (var t in Roots(a, b, c))
            {
                if (t is > 0 and < 1)
                {
                    var u = 1 - t;
                    yield return (u * u * u * p0) + (3 * u * u * t * p1) + (3 * u * t * t * p2) + (t * t * t * p3);
                }
            }
        }
    }

    private static float[] Roots(float a, float b, float c)
    {
        if (MathF.Abs(a) < 1e-6f)
            return MathF.Abs(b) < 1e-6f ? [] : [-c / b];
        var discriminant = (b * b) - (4 * a * c);
        if (discriminant < 0)
            return [];
        var root = MathF.Sqrt(discriminant);
        return [(-b + root) / (2 * a), (-b - root) / (2 * a)];
    }
}

/// <summary>What a path does next.</summary>
internal enum PathStep
{
    Move, Line, Curve, Close,
}
