using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Tests.Invoices;
using UglyToad.PdfPig;

namespace Billing.Documents.Tests.Pdf;

public sealed class ConformanceTests
{
    private static readonly InvoiceDocument Everything = SampleInvoices.BoughtBy("شركة النقل\nמשלוחים בע״מ\nบริษัท ขนส่งด่วน จำกัด\nदिल्ली\nŁódź") with
    {
        Assets = new DocumentAssets(new DocumentLogo(SamplePng.Logo())),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(400)]
    public void Qpdf_finds_no_fault(int lines)
    {
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", InvoicePdf.Render(SampleInvoices.WithLines(lines)), "--check", "FILE"), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", InvoicePdf.Render(Everything), "--check", "FILE"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_font_is_embedded_as_a_subset_and_maps_to_Unicode()
    {
        var fonts = PdfTool.Run("pdffonts", "poppler-utils", InvoicePdf.Render(Everything), "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.True(fonts.Length >= 6, "six scripts need at least six fonts");
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes", font));
    }

    [Fact]
    public void The_file_is_tagged_titled_and_in_its_language()
    {
        var pdf = InvoicePdf.Render(Everything);
        var info = PdfTool.Run("pdfinfo", "poppler-utils", pdf, "FILE");
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Title:\s+Invoice ACME-INV-2026-000417", info);
        var plain = Uncompressed(pdf);
        Assert.Contains("/Lang (en-GB)", plain, StringComparison.Ordinal);
        Assert.Contains("/DisplayDocTitle true", plain, StringComparison.Ordinal);
        Assert.Contains("/Marked true", plain, StringComparison.Ordinal);
        Assert.Contains("/OutputConditionIdentifier (sRGB)", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void The_structure_is_headings_paragraphs_and_tables_with_header_cells()
    {
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", InvoicePdf.Render(Everything with { Lines = SampleInvoices.WithLines(2).Lines }), "-struct-text", "FILE");
        Assert.StartsWith("Document", tree, StringComparison.Ordinal);
        Assert.Matches(@"H1[^\n]*\n\s+""Invoice""", tree);
        Assert.Matches(@"THead[\s\S]*?TR[\s\S]*?TH[^\n]*\n[^""]*""Description""", tree);
        Assert.Matches(@"TBody[\s\S]*?TR[\s\S]*?TD[\s\S]*?""Fleet telematics, standard plan""", tree);
        Assert.Matches(@"Link[^\n]*\n[\s\S]*?""Pay online""", tree);
        Assert.Matches(@"Figure", tree);
        // Line items, tax summary, dates, totals (two) and payment; repeated headers and page numbers are no part of it.
        Assert.Equal(6, Regex.Count(tree, @"^\s*Table", RegexOptions.Multiline));
        Assert.DoesNotContain("Page 1 of", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_stay_apart_where_a_line_ends()
    {
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", InvoicePdf.Render(SampleInvoices.WithLines(3)), "-struct-text", "FILE");
        Assert.Contains("\"Nordlicht Telematik GmbH Hafenstraße 21 20457 Hamburg GERMANY\"", tree, StringComparison.Ordinal);
        Assert.Contains("\"Cold chain monitoring for refrigerated trailers, hourly temperature log\"", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_row_of_a_long_table_is_read_once()
    {
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", InvoicePdf.Render(SampleInvoices.WithLines(100)), "-struct-text", "FILE");
        Assert.Equal(1, Regex.Count(tree, "\"Description\""));
        Assert.Equal(100, Regex.Count(tree, "1 October 2026 to 31 October 2026"));
    }

    [Fact]
    public void The_metadata_names_both_standards_and_survives_markup_in_names()
    {
        var document = Everything with { Seller = Everything.Seller with { Name = "Müller & <Söhne> \"GmbH\"\u0001" } };
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        Assert.True(pdf.TryGetXmpMetadata(out var metadata));
        var xml = XDocument.Parse(Encoding.UTF8.GetString(metadata.GetXmlBytes()));
        string Value(string ns, string name) => xml.Descendants(XName.Get(name, ns)).Single().Value;
        Assert.Equal("3", Value("http://www.aiim.org/pdfa/ns/id/", "part"));
        Assert.Equal("A", Value("http://www.aiim.org/pdfa/ns/id/", "conformance"));
        Assert.Equal("1", Value("http://www.aiim.org/pdfua/ns/id/", "part"));
        Assert.Equal("2026-11-01T00:00:00Z", Value("http://ns.adobe.com/xap/1.0/", "CreateDate"));
        Assert.Equal("Müller & <Söhne> \"GmbH\"", Value("http://purl.org/dc/elements/1.1/", "creator").Trim());
    }

    [Fact]
    public void Links_open_the_payment_page_and_nothing_that_runs()
    {
        var web = Uncompressed(InvoicePdf.Render(Everything));
        Assert.Contains("/URI (https://pay.nordlicht.example/i/7f3kq9)", web, StringComparison.Ordinal);
        var script = Everything with { Payment = Everything.Payment! with { Link = new Uri("javascript:app.alert(1)") } };
        Assert.DoesNotContain("javascript", Uncompressed(InvoicePdf.Render(script)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_attachment_is_associated_with_the_document_and_comes_out_as_it_went_in()
    {
        var xml = "<invoice>1</invoice>"u8.ToArray();
        var page = new Page(0, 300, 200);
        var layout = new LaidOutDocument([page], new StructureNode(StructureRole.Document));
        var pdf = PdfWriter.Write(
            layout, new PdfMetadata("T", "A", "en", DateTimeOffset.UnixEpoch), [new PdfAttachment("data.xml", "text/xml", "Data", "The data", xml)]);
        using var document = PdfDocument.Open(pdf);
        Assert.True(document.Advanced.TryGetEmbeddedFiles(out var files));
        Assert.Equal(xml, Assert.Single(files).Memory.ToArray());
        var plain = Uncompressed(pdf);
        Assert.Contains("/AFRelationship /Data", plain, StringComparison.Ordinal);
        Assert.Contains("/Subtype /text#2fxml", plain, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The file with every stream unpacked, so that its syntax can be read.</summary>
    private static string Uncompressed(byte[] pdf) =>
        PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-");
}
