using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Tests.Invoices;
using UglyToad.PdfPig;

namespace Billing.Documents.Tests.Pdf;

public sealed class PngImageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_logo_comes_out_with_the_pixels_that_went_in(int channels)
    {
        byte[] Pixel(int x, int y) => [.. Enumerable.Range(0, channels).Select(c => (byte)(((x * 31) + (y * 7 * c) + c) & 0xFF))];
        var png = SamplePng.Make(37, 23, channels, Pixel);

        using var document = PdfDocument.Open(InvoicePdf.Render(SampleInvoices.WithLines(1) with { Assets = new DocumentAssets(new DocumentLogo(png)) }));
        var image = Assert.Single(document.GetPage(1).GetImages());

        Assert.Equal((37, 23), (image.WidthInSamples, image.HeightInSamples));
        var colors = channels <= 2 ? 1 : 3;
        Assert.True(image.TryGetBytesAsMemory(out var bytes));
        var expected = Enumerable.Range(0, 23).SelectMany(y => Enumerable.Range(0, 37).SelectMany(x => Pixel(x, y).Take(colors)));
        Assert.Equal(expected, bytes.ToArray());
    }

    [Fact]
    public void A_logo_has_alternate_text()
    {
        var pdf = InvoicePdf.Render(SampleInvoices.WithLines(1) with { Assets = new DocumentAssets(new DocumentLogo(SamplePng.Logo())) });
        var plain = PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-");
        Assert.Contains("/Alt (Logo of Nordlicht Telematik GmbH)", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_usable_PNG_is_refused_with_a_reason()
    {
        var interlaced = SamplePng.Make(4, 4, 3, (_, _) => [1, 2, 3], 1);
        var truncated = SamplePng.Logo()[..60];
        var notPng = "GIF89a, and then some more bytes to be long enough"u8.ToArray();
        foreach (var logo in new[] { interlaced, truncated, notPng })
        {
            var document = SampleInvoices.WithLines(1) with { Assets = new DocumentAssets(new DocumentLogo(logo)) };
            Assert.Contains("PNG", Assert.Throws<InvalidDataException>(() => InvoicePdf.Render(document)).Message, StringComparison.Ordinal);
        }
    }
}
