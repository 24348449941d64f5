using System.Numerics;
using System.Runtime.CompilerServices;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>A vector picture as a form (ISO 32000-1, 8.10) whose box is the unit square, so that it is placed as an image is.</summary>
internal sealed class VectorImage
{
    /// <summary>Written once for as long as the picture lives.</summary>
    private static readonly ConditionalWeakTable<VectorPicture, VectorImage> Known = [];

    private readonly PdfBuffer _out = new(4096);
    private readonly PdfBuffer _shadings = new();
    private readonly string _entries;
    private readonly byte[] _deflated;
    private int _shadingCount;

    private VectorImage(VectorPicture picture)
    {
        // The picture's origin is its upper left corner, and a form's the lower left one.
        Concatenate(new Matrix3x2(1 / picture.Width, 0, 0, -1 / picture.Height, 0, 1));
        foreach (var shape in picture.Shapes)
            Write(shape);
        var shadings = _shadingCount == 0 ? "" : $"/Shading<<{System.Text.Encoding.ASCII.GetString(_shadings.Span)}>>";
        _entries = $"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<{shadings}>>";
        _deflated = PdfFile.Deflate(_out.Span, System.IO.Compression.CompressionLevel.Optimal);
    }

    internal static int Write(PdfFile file, VectorPicture picture)
    {
        var image = Known.GetValue(picture, static p => new VectorImage(p));
        return file.AddCompressed(image._entries, image._deflated);
    }

    private void Write(VectorShape shape)
    {
        _out.Raw("q\n"u8);
        foreach (var clip in shape.Clips)
        {
            // A clip is in coordinates of its own, so they are undone after it.
            Matrix3x2.Invert(clip.Transform, out var back);
            Concatenate(clip.Transform);
            Outline(clip.Path);
            _out.Raw(clip.EvenOdd ? "W* n\n"u8 : "W n\n"u8);
            Concatenate(back);
        }
        Concatenate(shape.Transform);
        if (shape.Fill is GradientPaint gradient)
            FillWith(gradient, shape);
        if (shape.Fill is SolidPaint solid)
            ColorOf(solid.Color).Raw("rg\n"u8);
        if (shape.Stroke is { } stroke)
            Set(stroke);
        var operation = (shape.Fill is SolidPaint, shape.Stroke is not null, shape.EvenOdd) switch
        {
            (true, false, false) => "f\n"u8,
            (true, false, true) => "f*\n"u8,
            (true, true, false) => "B\n"u8,
            (true, true, true) => "B*\n"u8,
            (false, true, _) => "S\n"u8,
            _ => default,
        };
        if (operation.Length > 0)
        {
            Outline(shape.Path);
            _out.Raw(operation);
        }
        _out.Raw("Q\n"u8);
    }

    /// <summary>Cuts to the outline and paints the run of colours over all of it.</summary>
    private void FillWith(GradientPaint gradient, VectorShape shape)
    {
        _out.Raw("q\n"u8);
        Outline(shape.Path);
        _out.Raw(shape.EvenOdd ? "W* n\n"u8 : "W n\n"u8);
        Concatenate(gradient.Transform);
        _out.Raw($"/S{_shadingCount} sh Q\n");
        _shadings.Raw($"/S{_shadingCount++}<</ColorSpace/DeviceRGB/Extend[true true]/ShadingType {(gradient.Radii is null ? 2 : 3)}/Coords[");
        Circle(_shadings, gradient.Start, gradient.Radii?.Start);
        Circle(_shadings, gradient.End, gradient.Radii?.End);
        _shadings.Raw("]/Function"u8);
        Blend(_shadings, gradient.Stops);
        _shadings.Raw(">>"u8);
    }

    private static void Circle(PdfBuffer buffer, Vector2 center, float? radius)
    {
        buffer.Fine(center.X).Fine(center.Y);
        if (radius is { } r)
            buffer.Fine(r);
    }

    /// <summary>The colours between stops, stitched together (ISO 32000-1, 7.10.3 and 7.10.4).</summary>
    private static void Blend(PdfBuffer buffer, IReadOnlyList<(float Offset, Color Color)> stops)
    {
        var first = (Offset: 0f, stops[0].Color);
        var last = (Offset: 1f, stops[^1].Color);
        // A bound may not stand at an end, and equal bounds make a step; both come out of stops at the same place.
        List<(float Offset, Color Color)> all = [first, .. stops.Where(s => s.Offset is > 0 and < 1), last];
        buffer.Raw("<</FunctionType 3/Domain[0 1]/Functions["u8);
        for (var i = 1; i < all.Count; i++)
        {
            buffer.Raw("<</FunctionType 2/Domain[0 1]/N 1/C0["u8);
            Components(buffer, all[i - 1].Color).Raw("]/C1["u8);
            Components(buffer, all[i].Color).Raw("]>>"u8);
        }
        buffer.Raw("]/Bounds["u8);
        for (var i = 1; i < all.Count - 1; i++)
            buffer.Fine(all[i].Offset);
        buffer.Raw("]/Encode["u8);
        for (var i = 1; i < all.Count; i++)
            buffer.Raw("0 1 "u8);
        buffer.Raw("]>>"u8);
    }

    private void Set(Stroke stroke)
    {
        ColorOf(stroke.Color).Raw("RG "u8);
        _out.Fine(stroke.Width).Raw("w "u8).Int(stroke.Cap).Raw(" J "u8).Int(stroke.Join).Raw(" j "u8).Fine(stroke.MiterLimit).Raw("M"u8);
        if (stroke.Dashes.Count > 0)
        {
            _out.Raw(" ["u8);
            foreach (var dash in stroke.Dashes)
                _out.Fine(dash);
            _out.Raw("]"u8).Fine(stroke.DashOffset).Raw("d"u8);
        }
        _out.Raw("\n"u8);
    }

    private void Outline(VectorPath path)
    {
        var next = 0;
        foreach (var step in path.Steps)
        {
            for (var points = step switch { PathStep.Curve => 3, PathStep.Close => 0, _ => 1 }; points > 0; points--, next++)
                _out.Fine(path.Points[next].X).Fine(path.Points[next].Y);
            _out.Raw(step switch { PathStep.Move => "m\n"u8, PathStep.Line => "l\n"u8, PathStep.Curve => "c\n"u8, _ => "h\n"u8 });
        }
    }

    private void Concatenate(Matrix3x2 m)
    {
        if (!m.IsIdentity)
            _out.Fine(m.M11).Fine(m.M12).Fine(m.M21).Fine(m.M22).Fine(m.M31).Fine(m.M32).Raw("cm\n"u8);
    }

    private PdfBuffer ColorOf(Color color) => Components(_out, color);

    private static PdfBuffer Components(PdfBuffer buffer, Color color) => buffer.Real(color.Red / 255f).Real(color.Green / 255f).Real(color.Blue / 255f);
}
