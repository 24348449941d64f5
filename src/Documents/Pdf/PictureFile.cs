using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Svg;
using Billing.Documents.Pdf.Syntax;

namespace Billing.Documents.Pdf;

/// <summary>Reads the file of a picture: PNG, or SVG where it does not begin as a PNG does.</summary>
internal static class PictureFile
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A seller's logo is on all of its documents: it is read once for as long as its bytes live.</summary>
    private static readonly ConditionalWeakTable<byte[], Picture> Known = [];

    /// <exception cref="InvalidDataException">It is neither, or one that cannot be used; the message says why.</exception>
    internal static Picture Read(ReadOnlyMemory<byte> file)
    {
        var isWholeArray = MemoryMarshal.TryGetArray(file, out var bytes) && bytes.Count == bytes.Array!.Length;
        return isWholeArray ? Known.GetValue(bytes.Array!, static whole => Parse(whole)) : Parse(file);
    }

    /// <summary>What a file begins as: <c>image/png</c>, <c>image/svg+xml</c>, or null where it is neither. Whether it can be drawn, only reading it tells.</summary>
    internal static string? MediaType(ReadOnlySpan<byte> file) =>
        LooksLikeXml(file) ? "image/svg+xml" : file.StartsWith(PngSignature) ? "image/png" : null;

    private static Picture Parse(ReadOnlyMemory<byte> file)
    {
        if (LooksLikeXml(file.Span))
            return SvgReader.Read(file);
        var (width, height) = PngImage.Size(file.Span);
        return new RasterPicture(file, width, height);
    }

    private static bool LooksLikeXml(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            file = file[3..];
        return file.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }
}
