using System.Text;
using System.Xml.Linq;
using Billing.Documents.EInvoices;
using Billing.Documents.Letterheads;
using Billing.Domain;
using UglyToad.PdfPig;

namespace Billing.Documents.Tests.EInvoices;

public sealed class FacturXPdfTests
{
    private static readonly XNamespace Fx = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
    private static readonly XNamespace PdfaExtension = "http://www.aiim.org/pdfa/ns/extension/";
    private static readonly XNamespace PdfaSchema = "http://www.aiim.org/pdfa/ns/schema#";
    private static readonly XNamespace PdfaProperty = "http://www.aiim.org/pdfa/ns/property#";

    [Theory]
    [InlineData(EInvoiceFormat.FacturX)]
    [InlineData(EInvoiceFormat.FacturXExtended)]
    public void The_xml_comes_out_of_the_pdf_as_it_was_written(EInvoiceFormat format)
    {
        var issued = SampleIssuedInvoices.TwoLines(format);
        var rendered = issued.Render(DocumentAssets.None);
        Assert.Equal(EInvoiceXml.Write(EInvoice.Of(issued)!), rendered.EInvoiceXml);
        using var pdf = PdfDocument.Open(rendered.Pdf);
        Assert.True(pdf.Advanced.TryGetEmbeddedFiles(out var files));
        var file = Assert.Single(files);
        Assert.Equal("factur-x.xml", file.Name);
        Assert.Equal(rendered.EInvoiceXml, file.Memory.ToArray());
        Assert.Equal(Encoding.UTF8.GetString(rendered.EInvoiceXml!), PdfTool.Run("qpdf", "qpdf", rendered.Pdf, "FILE", "--show-attachment=factur-x.xml"));
    }

    [Fact]
    public void It_is_associated_with_the_document_as_its_alternative()
    {
        var pdf = SampleIssuedInvoices.TwoLines(EInvoiceFormat.FacturX).Render(DocumentAssets.None).Pdf;
        Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", pdf, "--check", "FILE"), StringComparison.Ordinal);
        var plain = PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-");
        Assert.Matches(@"/AFRelationship /Alternative", plain);
        Assert.Matches(@"/AF \[", plain);
        Assert.Matches(@"/F \(factur-x\.xml\)", plain);
        Assert.Matches(@"/UF \(factur-x\.xml\)", plain);
        Assert.Matches(@"(?i)/Subtype /text#2fxml", plain);
        Assert.Matches(@"/ModDate \(D:20260401", plain);
        Assert.Matches(@"Tagged:\s+yes", PdfTool.Run("pdfinfo", "poppler-utils", pdf, "FILE"));
    }

    [Theory]
    [InlineData(EInvoiceFormat.FacturX, "EN 16931")]
    [InlineData(EInvoiceFormat.FacturXExtended, "EXTENDED")]
    public void The_metadata_name_it_and_describe_their_own_words(EInvoiceFormat format, string level)
    {
        var xml = Metadata(SampleIssuedInvoices.TwoLines(format).Render(DocumentAssets.None).Pdf);
        Assert.Equal(
            ("INVOICE", "factur-x.xml", "1.0", level),
            (xml.Descendants(Fx + "DocumentType").Single().Value, xml.Descendants(Fx + "DocumentFileName").Single().Value, xml.Descendants(Fx + "Version").Single().Value, xml.Descendants(Fx + "ConformanceLevel").Single().Value));
        // A property stands once in a packet, so both schemas are in one list.
        var schemas = Assert.Single(xml.Descendants(PdfaExtension + "schemas")).Descendants(PdfaSchema + "property").Select(property => property.Parent!).ToDictionary(schema => schema.Element(PdfaSchema + "prefix")!.Value);
        Assert.Equal(["fx", "pdfuaid"], schemas.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Fx.NamespaceName, schemas["fx"].Element(PdfaSchema + "namespaceURI")!.Value);
        Assert.Equal(
            ["ConformanceLevel", "DocumentFileName", "DocumentType", "Version"],
            schemas["fx"].Descendants(PdfaProperty + "name").Select(name => name.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(EInvoiceFormat.XRechnungCii)]
    [InlineData(EInvoiceFormat.PeppolBis)]
    [InlineData(EInvoiceFormat.None)]
    public void Other_formats_are_no_part_of_the_pdf(EInvoiceFormat format)
    {
        var rendered = SampleIssuedInvoices.TwoLines(format).Render(DocumentAssets.None);
        Assert.Equal(format == EInvoiceFormat.None, rendered.EInvoiceXml is null);
        using var pdf = PdfDocument.Open(rendered.Pdf);
        Assert.False(pdf.Advanced.TryGetEmbeddedFiles(out _));
        Assert.Empty(Metadata(rendered.Pdf).Descendants(Fx + "DocumentType"));
    }

    [Fact]
    public void The_same_invoice_gives_the_same_bytes()
    {
        var issued = SampleIssuedInvoices.TwoLines(EInvoiceFormat.FacturX);
        Assert.Equal(issued.Render(DocumentAssets.None).Pdf, issued.Render(DocumentAssets.None).Pdf);
    }

    private static XDocument Metadata(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        Assert.True(document.TryGetXmpMetadata(out var metadata));
        return XDocument.Parse(Encoding.UTF8.GetString(metadata.GetXmlBytes()));
    }
}
