using System.Globalization;
using System.Text;
using BigGustave;

namespace Billing.Documents.Tests.Golden;

/// <summary>A page as an independent reader paints it.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rgb">Three bytes for each pixel, row by row from the top.</param>
internal sealed record PagePicture(int Width, int Height, byte[] Rgb)
{
    /// <summary>The pages of a file, painted by pdftoppm.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="dotsPerInch">The resolution.</param>
    internal static IReadOnlyList<PagePicture> Of(byte[] pdf, int dotsPerInch)
    {
        // The pages follow each other as binary PPM (Netpbm, P6) where no file name is given.
        var stream = Encoding.Latin1.GetBytes(PdfTool.RunBinary("pdftoppm", "poppler-utils", pdf, "-r", dotsPerInch.ToString(CultureInfo.InvariantCulture), "FILE"));
        var pages = new List<PagePicture>();
        for (var at = 0; at < stream.Length;)
        {
            var header = new string[4];
            for (var i = 0; i < header.Length; i++)
            {
                var end = Array.FindIndex(stream, at, b => b is (byte)' ' or (byte)'\n');
                header[i] = Encoding.ASCII.GetString(stream, at, end - at);
                at = end + 1;
            }
            Assert.Equal(("P6", "255"), (header[0], header[3]));
            var (width, height) = (int.Parse(header[1], CultureInfo.InvariantCulture), int.Parse(header[2], CultureInfo.InvariantCulture));
            pages.Add(new PagePicture(width, height, stream[at..(at + (width * height * 3))]));
            at += width * height * 3;
        }
        return pages;
    }

    internal static PagePicture Load(string path)
    {
        var png = Png.Open(path);
        var rgb = new byte[png.Width * png.Height * 3];
        for (var y = 0; y < png.Height; y++)
        {
            for (var x = 0; x < png.Width; x++)
            {
                var pixel = png.GetPixel(x, y);
                new[] { pixel.R, pixel.G, pixel.B }.CopyTo(rgb, ((y * png.Width) + x) * 3);
            }
        }
        return new PagePicture(png.Width, png.Height, rgb);
    }

    internal void Save(string path)
    {
        var builder = PngBuilder.Create(Width, Height, hasAlphaChannel: false);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = ((y * Width) + x) * 3;
                builder.SetPixel(Rgb[at], Rgb[at + 1], Rgb[at + 2], x, y);
            }
        }
        File.WriteAllBytes(path, builder.Save());
    }
}
