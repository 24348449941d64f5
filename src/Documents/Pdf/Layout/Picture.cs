namespace Billing.Documents.Pdf.Layout;

/// <summary>A picture, of which only the proportions matter where it is placed.</summary>
internal abstract record Picture(float Width, float Height);

/// <summary>A raster picture as its PNG file's bytes, with its size in pixels.</summary>
internal sealed record RasterPicture(ReadOnlyMemory<byte> Png, int PixelWidth, int PixelHeight) : Picture(PixelWidth, PixelHeight);

/// <summary>A picture made of shapes, in order from below; the origin is its upper left corner and what reaches over its edges is cut off.</summary>
internal sealed record VectorPicture(float Width, float Height, IReadOnlyList<VectorShape> Shapes) : Picture(Width, Height);
