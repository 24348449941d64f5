using System.Text;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Tests.Golden;
using Billing.Documents.Tests.Invoices;
using CsCheck;

namespace Billing.Documents.Tests.Pdf;

/// <summary>Pictures of 100 by 100 units are painted at two pixels a unit, and looked at where they should have a colour.</summary>
public sealed class SvgTests
{
    private const string Red = "FF0000";
    private const string Blue = "0000FF";
    private const string White = "FFFFFF";

    [Theory]
    [InlineData("<rect x='10' y='20' width='30' height='10' fill='red'/>", "25,25", Red, "25,35", White)]
    [InlineData("<path d='M10 10h40v40H10z' fill='#f00'/>", "30,30", Red, "60,30", White)]
    [InlineData("<path d='m10,10 40,0 0,40 -40,0z' fill='rgb(255,0,0)'/>", "30,30", Red, "60,60", White)]
    [InlineData("<path d='M10 50A40 40 0 0 1 90 50z' fill='red'/>", "50,20", Red, "50,60", White)] // Sweeps over the top.
    [InlineData("<path d='M10 50A40 40 0 0090 50z' fill='red'/>", "50,80", Red, "50,40", White)] // Flags need no separator.
    [InlineData("<path d='M10 50Q50 0 90 50T90 50z' fill='red'/>", "50,40", Red, "50,20", White)]
    [InlineData("<path d='M10 50C10 0 90 0 90 50S10 100 10 50' fill='red'/>", "50,30", Red, "5,5", White)]
    [InlineData("<path d='M0 0H100V100H0zM20 20H80V80H20z' fill='red' fill-rule='evenodd'/>", "10,10", Red, "50,50", White)]
    [InlineData("<circle cx='50' cy='50' r='40' fill='none' stroke='blue' stroke-width='10'/>", "50,10", Blue, "50,50", White)]
    [InlineData("<ellipse cx='50' cy='50' rx='40' ry='10' fill='red'/>", "15,50", Red, "50,65", White)]
    [InlineData("<polygon points='10,10 90,10 50,90' fill='red'/>", "50,50", Red, "15,80", White)]
    [InlineData("<polyline points='10 10 90 10' stroke='blue' stroke-width='8'/>", "50,10", Blue, "50,20", White)]
    [InlineData("<line x1='10' y1='50' x2='90' y2='50' stroke='blue' stroke-width='10' stroke-dasharray='40'/>", "30,50", Blue, "70,50", White)]
    [InlineData("<g transform='translate(50 50) rotate(90)'><rect x='10' y='-5' width='30' height='10' fill='red'/></g>", "50,75", Red, "75,50", White)]
    [InlineData("<g transform='matrix(2 0 0 2 0 0)' fill='red'><rect width='10' height='10'/></g>", "15,15", Red, "25,25", White)]
    [InlineData("<defs><rect id='a' width='20' height='20'/></defs><use href='#a' x='50' y='50' fill='red'/>", "60,60", Red, "10,10", White)]
    [InlineData("<clipPath id='c'><rect width='50' height='100'/></clipPath><rect width='100' height='100' fill='red' clip-path='url(#c)'/>", "25,50", Red, "75,50", White)]
    [InlineData("<style>.a{fill:red} #b{fill:blue}</style><rect class='a' width='50' height='50'/><rect id='b' class='a' y='50' width='50' height='50'/>", "25,25", Red, "25,75", Blue)]
    [InlineData("<rect width='50' height='50' fill='blue' style='fill:red'/><rect x='50' width='50' height='50' display='none'/>", "25,25", Red, "75,25", White)]
    [InlineData("<g color='red'><rect width='50%' height='50%' fill='currentColor'/></g>", "25,25", Red, "75,75", White)]
    [InlineData("<linearGradient id='g'><stop stop-color='red'/><stop offset='.5' stop-color='red'/><stop offset='.5' stop-color='blue'/><stop offset='1' stop-color='blue'/></linearGradient><rect width='100' height='100' fill='url(#g)'/>", "20,50", Red, "80,50", Blue)]
    [InlineData("<linearGradient id='s'><stop offset='.5' stop-color='red'/><stop offset='.5' stop-color='blue'/></linearGradient><radialGradient id='g' href='#s' gradientUnits='userSpaceOnUse' cx='50' cy='50' r='50'/><rect width='100' height='100' fill='url(#g)'/>", "50,40", Red, "10,10", Blue)]
    public void A_picture_is_painted_as_it_is_drawn(string content, string first, string firstColor, string second, string secondColor)
    {
        var page = Paint($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>{content}</svg>");
        Assert.Equal((firstColor, secondColor), (At(page, first), At(page, second)));
    }

    [Fact]
    public void A_view_box_moves_scales_and_cuts_the_picture()
    {
        var page = Paint("<svg xmlns='http://www.w3.org/2000/svg' viewBox='-5 -5 10 10' width='900' height='900'><rect x='-2.5' y='-2.5' width='100' height='5' fill='red'/></svg>");
        Assert.Equal((Red, White, White), (At(page, "50,50"), At(page, "50,20"), At(page, "120,50")));
    }

    [Theory]
    [InlineData("<text>Acme</text>", "convert the text to paths")]
    [InlineData("<image href='http://example.com/a.png'/>", "'image' is not supported")]
    [InlineData("<use href='http://example.com/a.svg#a'/>", "lies outside")]
    [InlineData("<rect width='1' height='1' fill='url(http://example.com/#a)'/>", "lies outside")]
    [InlineData("<script>alert(1)</script>", "script")]
    [InlineData("<rect width='1' height='1' opacity='.5'/>", "translucent (opacity .5)")]
    [InlineData("<rect width='1' height='1' filter='url(#f)'/>", "'rect' has a filter")]
    [InlineData("<g id='a'><use href='#a'/></g>", "nests them")]
    [InlineData("<style>g rect{fill:red}</style>", "selects by 'g rect'")]
    [InlineData("<style>@import url(http://example.com/a.css);</style>", "style sheet")]
    [InlineData("<rect width='1' height='1' fill='red1'/>", "colour 'red1'")]
    [InlineData("<pattern id='p'/><rect width='1' height='1' fill='url(#p)'/>", "patterns are not supported")]
    [InlineData("<path d='M1 1 L'/>", "ends too early")]
    [InlineData("<path d='L1 1'/>", "begin where it should")]
    [InlineData("<path d='M1 1 L1 1e999'/>", "is not a number")]
    [InlineData("<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/><rect width='1' height='1' fill='url(#a)'/>", "refers to itself")]
    public void What_cannot_be_drawn_exactly_is_refused_and_named(string content, string reason) =>
        Assert.Contains(reason, Refusal($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>{content}</svg>"), StringComparison.Ordinal);

    [Fact]
    public void A_hostile_file_is_refused_at_once()
    {
        Assert.Contains("document type", Refusal("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"), StringComparison.Ordinal);
        Assert.Contains("nested more than", Refusal($"<svg xmlns='http://www.w3.org/2000/svg'>{string.Concat(Enumerable.Repeat("<g>", 60_000))}"), StringComparison.Ordinal);
        Assert.Contains("bytes", Refusal($"<svg xmlns='http://www.w3.org/2000/svg'>{new string(' ', 600_000)}</svg>"), StringComparison.Ordinal);
        // Ten references to ten references, six times over, would be a million shapes.
        var bomb = string.Concat(Enumerable.Range(1, 6).Select(i => $"<g id='g{i}'>{string.Concat(Enumerable.Repeat($"<use href='#g{i - 1}'/>", 10))}</g>"));
        Assert.Contains("more than", Refusal($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><g id='g0'><rect width='1' height='1'/></g>{bomb}</svg>"), StringComparison.Ordinal);
        Assert.Contains("neither a viewBox", Refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_bytes_are_a_file_is_read_or_refused()
    {
        var logo = Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1C2,2 3-3 .5.5A1 2 3 0 1 4 4z' transform='rotate(3)' style='fill:#123'/></svg>");
        Gen.Select(Gen.Int[0, logo.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var file = (byte[])logo.Clone();
                foreach (var (at, value) in changes)
                    file[at] = value;
                try
                {
                    PictureFile.Read(file);
                }
                catch (InvalidDataException)
                {
                    // Refused with a reason: all that a caller has to expect.
                }
            },
            iter: 5000);
    }

    [Fact]
    public void A_logo_may_be_an_SVG_picture_and_has_alternate_text()
    {
        var logo = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 40'><rect width='100' height='40' fill='red'/></svg>"u8.ToArray();
        var pdf = InvoicePdf.Render(SampleInvoices.WithLines(1) with { Assets = new DocumentAssets(new DocumentLogo(logo)) });
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", pdf, "--check", "FILE"), StringComparison.Ordinal);
        var plain = PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-");
        Assert.Contains("/Alt (Logo of Nordlicht Telematik GmbH)", plain, StringComparison.Ordinal);
        Assert.Equal(pdf, InvoicePdf.Render(SampleInvoices.WithLines(1) with { Assets = new DocumentAssets(new DocumentLogo((byte[])logo.Clone())) }));
    }

    private static string Refusal(string svg) => Assert.Throws<InvalidDataException>(() => PictureFile.Read(Encoding.UTF8.GetBytes(svg))).Message;

    /// <summary>A page of 130 points with the picture in its upper left corner, at two pixels a point.</summary>
    private static PagePicture Paint(string svg)
    {
        var page = new Page(0, 130, 130);
        new PictureBlock(PictureFile.Read(Encoding.UTF8.GetBytes(svg)), 100, 100, null, Align.Start).Draw(new Canvas(page, null), 0, 0, 130);
        var pdf = PdfWriter.Write(new LaidOutDocument([page], new StructureNode(StructureRole.Document)), new PdfMetadata("T", "A", "en", DateTimeOffset.UnixEpoch), []);
        return Assert.Single(PagePicture.Of(pdf, 144));
    }

    private static string At(PagePicture page, string place)
    {
        var xy = place.Split(',');
        var pixel = ((int.Parse(xy[1], System.Globalization.CultureInfo.InvariantCulture) * 2 * page.Width) + (int.Parse(xy[0], System.Globalization.CultureInfo.InvariantCulture) * 2)) * 3;
        return Convert.ToHexString(page.Rgb, pixel, 3);
    }
}
