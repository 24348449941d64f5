using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>
/// PNG pictures as image objects. Without transparency PNG's own compressed rows are what PDF understands, and go in as they
/// are; an alpha channel has to be taken apart into a soft mask.
/// </summary>
internal sealed class PngImage
{
    /// <summary>A logo is a few hundred pixels; this bounds what a hostile file can make us unpack (64 MB).</summary>
    private const int MaximumPixels = 16_000_000;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly int _width;
    private readonly int _height;
    private readonly int _depth;
    private readonly int _colorType;
    private readonly byte[] _palette = [];
    private readonly byte[] _transparency = [];
    private readonly byte[] _data;

    private PngImage(ReadOnlySpan<byte> png)
    {
        (_width, _height) = Size(png);
        _depth = png[24];
        _colorType = png[25];
        if (_colorType is not (0 or 2 or 3 or 4 or 6) || _depth is not (1 or 2 or 4 or 8 or 16))
            throw new InvalidDataException("The PNG picture has a colour type or bit depth that the format does not know.");
        if (png[28] != 0)
            throw new InvalidDataException("Interlaced PNG pictures are not supported; save the logo without interlacing.");

        using var data = new MemoryStream();
        var isWhole = false;
        for (var at = 8; !isWhole && at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            if (length < 0 || length > png.Length - at - 12)
                throw new InvalidDataException("The PNG picture is cut off.");
            var body = png.Slice(at + 8, length);
            var type = png.Slice(at + 4, 4);
            if (type.SequenceEqual("IDAT"u8))
                data.Write(body);
            else if (type.SequenceEqual("PLTE"u8))
                _palette = body.ToArray();
            else if (type.SequenceEqual("tRNS"u8))
                _transparency = body.ToArray();
            isWhole = type.SequenceEqual("IEND"u8);
            at += length + 12;
        }
        if (!isWhole || data.Length == 0)
            throw new InvalidDataException("The PNG picture is cut off.");
        _data = data.ToArray();
    }

    private int Channels => _colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Width and height in pixels.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a PNG picture, or one that is too large.</exception>
    internal static (int Width, int Height) Size(ReadOnlySpan<byte> png)
    {
        if (png.Length < 33 || !png[..8].SequenceEqual(Signature) || !png.Slice(12, 4).SequenceEqual("IHDR"u8))
            throw new InvalidDataException("The picture is not a PNG file.");
        var width = BinaryPrimitives.ReadInt32BigEndian(png[16..]);
        var height = BinaryPrimitives.ReadInt32BigEndian(png[20..]);
        if (width <= 0 || height <= 0 || (long)width * height > MaximumPixels)
            throw new InvalidDataException($"The PNG picture has {width} x {height} pixels; up to {MaximumPixels} in all are allowed.");
        return (width, height);
    }

    /// <summary>A seller's logo is on all of its invoices: it is taken apart once for as long as its bytes live.</summary>
    private static readonly ConditionalWeakTable<byte[], Prepared> Known = [];

    internal static int Write(PdfFile file, RasterPicture picture)
    {
        var isWholeArray = MemoryMarshal.TryGetArray(picture.Png, out var bytes) && bytes.Count == bytes.Array!.Length;
        var image = isWholeArray
            ? Known.GetValue(bytes.Array!, static png => new PngImage(png).Prepare())
            : new PngImage(picture.Png.Span).Prepare();
        if (image.Mask is null)
            return file.AddCompressed(image.Entries, image.Deflated);
        var mask = file.AddCompressed(image.MaskEntries, image.Mask);
        return file.AddCompressed($"{image.Entries}/SMask {mask} 0 R", image.Deflated);
    }

    private Prepared Prepare()
    {
        var size = $"/Type/XObject/Subtype/Image/Width {_width}/Height {_height}";
        if (_colorType is 4 or 6)
            return PrepareWithAlpha(size);
        var space = _colorType switch
        {
            0 => "/DeviceGray",
            2 => "/DeviceRGB",
            _ => $"[/Indexed/DeviceRGB {(_palette.Length / 3) - 1}<{Convert.ToHexString(_palette)}>]",
        };
        var parameters = $"/DecodeParms<</Predictor 15/Colors {Channels}/BitsPerComponent {_depth}/Columns {_width}>>";
        var mask = _colorType == 3 && _transparency.Length > 0 ? Deflate(PaletteAlpha()) : null;
        return new Prepared($"{size}/ColorSpace{space}/BitsPerComponent {_depth}{parameters}", _data, MaskEntries(size), mask);
    }

    private static string MaskEntries(string size) => $"{size}/ColorSpace/DeviceGray/BitsPerComponent 8";

    private static byte[] Deflate(byte[] samples) => PdfFile.Deflate(samples, CompressionLevel.Optimal);

    private Prepared PrepareWithAlpha(string size)
    {
        var rows = Unfilter();
        var bytes = _depth / 8;
        var colors = Channels - 1;
        var color = new byte[_width * _height * colors];
        var alpha = new byte[_width * _height];
        for (var pixel = 0; pixel < alpha.Length; pixel++)
        {
            // Of 16 bits the upper eight are enough on paper.
            var source = pixel * Channels * bytes;
            for (var c = 0; c < colors; c++)
                color[(pixel * colors) + c] = rows[source + (c * bytes)];
            alpha[pixel] = rows[source + (colors * bytes)];
        }
        var space = colors == 1 ? "/DeviceGray" : "/DeviceRGB";
        return new Prepared($"{size}/ColorSpace{space}/BitsPerComponent 8", Deflate(color), MaskEntries(size), Deflate(alpha));
    }

    private byte[] PaletteAlpha()
    {
        var rows = Unfilter();
        var stride = ((_width * _depth) + 7) / 8;
        var alpha = new byte[_width * _height];
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                var bit = x * _depth;
                var index = (rows[(y * stride) + (bit / 8)] >> (8 - _depth - (bit % 8))) & ((1 << _depth) - 1);
                alpha[(y * _width) + x] = index < _transparency.Length ? _transparency[index] : (byte)255;
            }
        }
        return alpha;
    }

    /// <summary>Undoes the row filters of the PNG specification, section 9.</summary>
    private byte[] Unfilter()
    {
        var stride = ((_width * Channels * _depth) + 7) / 8;
        var step = Math.Max(1, Channels * _depth / 8);
        var raw = new byte[(stride + 1) * _height];
        using (var zlib = new ZLibStream(new MemoryStream(_data), CompressionMode.Decompress))
            zlib.ReadExactly(raw);

        var rows = new byte[stride * _height];
        for (var y = 0; y < _height; y++)
        {
            var filter = raw[y * (stride + 1)];
            for (var x = 0; x < stride; x++)
            {
                var at = (y * stride) + x;
                var left = x >= step ? rows[at - step] : 0;
                var above = y > 0 ? rows[at - stride] : 0;
                var corner = x >= step && y > 0 ? rows[at - stride - step] : 0;
                var predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, corner),
                    _ => throw new InvalidDataException($"The PNG picture uses the unknown row filter {filter}."),
                };
                rows[at] = (byte)((raw[(y * (stride + 1)) + 1 + x] + predicted) & 0xFF);
            }
        }
        return rows;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private sealed record Prepared(string Entries, byte[] Deflated, string MaskEntries, byte[]? Mask);
}
