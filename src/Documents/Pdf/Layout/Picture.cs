namespace Billing.Documents.Pdf.Layout;

/// <summary>A raster picture as its file's bytes, with its size in pixels.</summary>
internal sealed record Picture(ReadOnlyMemory<byte> Png, int PixelWidth, int PixelHeight);
