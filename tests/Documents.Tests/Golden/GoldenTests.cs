using Billing.DevHost;
using Billing.Documents.Invoices;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.PaymentCodes;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Tests.Golden;

/// <summary>Holds every kind of document to the text and the pages that somebody looked at and approved. What differs is left in TestResults/Golden, with a picture
/// of the difference; with BILLING_APPROVE=1 the tests write what they find as approved instead, to be looked at before it is committed.</summary>
public sealed class GoldenTests
{
    private const int DotsPerInch = 60;
    private const string Switch = "BILLING_APPROVE";

    private static readonly bool Approves = Environment.GetEnvironmentVariable(Switch) == "1";

    private static readonly string Approved = RepositoryRoot.Combine("tests", "Documents.Tests", "Golden", "Approved");

    private static readonly string Found = RepositoryRoot.Combine("TestResults", "Golden");

    public static TheoryData<string> Names => [.. GoldenDocuments.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_is_as_approved(string name)
    {
        var text = TextOf(GoldenDocuments.All[name].Print());
        var path = Path.Combine(Approved, $"{name}.txt");
        if (Approves)
            Write(path, file => File.WriteAllText(file, text));
        if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text)
            return;
        var found = Path.Combine(Found, $"{name}.txt");
        Write(found, file => File.WriteAllText(file, text));
        Assert.Fail($"The text of {name} is not the approved one: compare {path} with {found}. {HowToApprove}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pages_look_as_approved(string name)
    {
        var pages = PagePicture.Of(GoldenDocuments.All[name].Print(), DotsPerInch);
        if (Approves)
            Approve(name, pages);
        Assert.Equal(ApprovedPages(name).Length, pages.Count);
        Assert.All(pages.Select((page, index) => (page, index)), page =>
        {
            var path = Path.Combine(Approved, $"{name}-{page.index + 1}.png");
            var difference = PictureDifference.Of(PagePicture.Load(path), page.page);
            if (difference.IsTolerable)
                return;
            var (found, marked) = (Path.Combine(Found, $"{name}-{page.index + 1}.png"), Path.Combine(Found, $"{name}-{page.index + 1}.difference.png"));
            Write(found, page.page.Save);
            Write(marked, difference.Picture.Save);
            Assert.Fail($"Page {page.index + 1} of {name} differs by {difference.Mean:F2} on the whole and by {difference.WorstTile:F1} at the worst place: see {marked} and {found}. {HowToApprove}");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_sound_its_fonts_are_embedded_and_every_amount_is_on_a_page(string name)
    {
        var document = GoldenDocuments.All[name];
        var pdf = document.Print();
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", pdf, "--check", "FILE"), StringComparison.Ordinal);
        Assert.All(PdfTool.Run("pdffonts", "poppler-utils", pdf, "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..], font => Assert.Matches(@"^[A-Z]{6}\+\S+\s.*\syes yes yes\s", font));
        var text = TextOf(pdf);
        var culture = DocumentCulture.Of(document.Language);
        Assert.All(document.Amounts, amount => Assert.Contains(culture.Amount(amount), text, StringComparison.Ordinal));
        Assert.True(document.Amounts.Count > 0 || name is "void-number" or "cover-sheet");
    }

    [Fact]
    public void Nothing_is_approved_that_is_no_longer_printed()
    {
        var known = GoldenDocuments.All.Values.SelectMany(document => Enumerable.Range(1, PagePicture.Of(document.Print(), DotsPerInch).Count).Select(page => $"{document.Name}-{page}.png").Prepend($"{document.Name}.txt"));
        Assert.Equal(known.Order(StringComparer.Ordinal), Directory.GetFiles(Approved).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_changed_digit_is_seen()
    {
        var invoice = SampleInvoices.WithLines(3);
        var line = invoice.Lines[1];
        var changed = invoice with { Lines = [invoice.Lines[0], line with { Amount = line.Amount + new Money(0.01m, invoice.Currency) }, invoice.Lines[2]] };
        Assert.False(Difference(invoice, changed).IsTolerable);
    }

    [Fact]
    public void A_line_that_moved_by_one_pixel_is_seen()
    {
        var page = FirstPage(SampleInvoices.WithLines(3));
        var stride = page.Width * 3;
        var middle = page.Height / 2 * stride;
        byte[] moved = [.. page.Rgb[..middle], .. page.Rgb[middle..(middle + stride)], .. page.Rgb[middle..^stride]];
        Assert.False(PictureDifference.Of(page, page with { Rgb = moved }).IsTolerable);
    }

    [Fact]
    public void Edges_that_are_smoothed_a_little_differently_are_tolerated()
    {
        var page = FirstPage(SampleInvoices.WithLines(3));
        byte[] smoothed = [.. page.Rgb.Select((value, index) => value is < 10 or > 230 ? value : (byte)Math.Clamp(value + (index % 2 == 0 ? 10 : -10), 0, 255))];
        Assert.True(PictureDifference.Of(page, page with { Rgb = smoothed }).IsTolerable);
    }

    [Fact]
    public void A_phone_reads_the_Swiss_QR_bill_around_its_cross()
    {
        var text = ScannedCode.Of(GoldenDocuments.All["swiss-qr-bill"].Print())[^1];
        Assert.StartsWith("SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nSeeblick Informatik AG\r\nBahnhofstrasse 12\r\n\r\n8001\r\nZürich\r\nCH\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nCHF\r\nS\r\nZoë Rütimeyer\r\nRue du Lac 1268\r\n\r\n2501\r\nBiel/Bienne\r\nCH\r\nQRR\r\n", text, StringComparison.Ordinal);
    }

    private static string HowToApprove => $"If it is right, run these tests with {Switch}=1, look at what changed, and commit it.";

    private static PictureDifference Difference(InvoiceDocument one, InvoiceDocument other) => PictureDifference.Of(FirstPage(one), FirstPage(other));

    private static PagePicture FirstPage(InvoiceDocument document) => PagePicture.Of(InvoicePdf.Render(document), DotsPerInch)[0];

    private static string TextOf(byte[] pdf) => string.Join('\n', PdfTool.Run("pdftotext", "poppler-utils", pdf, "-enc", "UTF-8", "-layout", "FILE", "-").ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));

    private static string[] ApprovedPages(string name) => Directory.Exists(Approved) ? Directory.GetFiles(Approved, $"{name}-?.png") : [];

    private static void Approve(string name, IReadOnlyList<PagePicture> pages)
    {
        foreach (var old in ApprovedPages(name))
            File.Delete(old);
        for (var i = 0; i < pages.Count; i++)
            Write(Path.Combine(Approved, $"{name}-{i + 1}.png"), pages[i].Save);
    }

    private static void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        write(path);
    }
}
