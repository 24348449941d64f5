using System.Globalization;
using System.Security;
using System.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The XMP packet of a file: its title, that it is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), and which of its attachments is the invoice as data.</summary>
internal static class XmpMetadata
{
    /// <param name="metadata">Of the document.</param>
    /// <param name="invoice">The attachment that is the document's invoice as data, or null.</param>
    internal static byte[] Of(PdfMetadata metadata, PdfAttachment? invoice) => Encoding.UTF8.GetBytes($"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:format>application/pdf</dc:format>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(metadata.Title)}</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>{Escape(metadata.Author)}</rdf:li></rdf:Seq></dc:creator>
        <dc:language><rdf:Bag><rdf:li>{Escape(metadata.Language)}</rdf:li></rdf:Bag></dc:language>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
        <xmp:CreatorTool>{PdfMetadata.Producer}</xmp:CreatorTool>
        <xmp:CreateDate>{Iso(metadata.Created)}</xmp:CreateDate>
        <xmp:ModifyDate>{Iso(metadata.Created)}</xmp:ModifyDate>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{PdfMetadata.Producer}</pdf:Producer></rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
        {(invoice is null ? "" : FacturX(invoice))}<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag>{UniversalAccessSchema}{(invoice is null ? "" : FacturXSchema)}</rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        </rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """);

    /// <summary>PDF/A knows no pdfuaid; what it does not know has to be described (ISO 19005-3, 6.6.2.3).</summary>
    private const string UniversalAccessSchema = """
        <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
        </rdf:li>
        """;

    private const string FacturXNamespace = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

    /// <summary>The four properties of Factur-X 1.0 and ZUGFeRD 2, and their description.</summary>
    private static readonly string FacturXSchema = $"""
        <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>{FacturXNamespace}</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>fx</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq>{FacturXProperty("DocumentFileName", "The name of the embedded XML document")}{FacturXProperty("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER")}{FacturXProperty("Version", "The actual version of the standard applying to the embedded XML document")}{FacturXProperty("ConformanceLevel", "The conformance level of the embedded XML document")}</rdf:Seq></pdfaSchema:property>
        </rdf:li>
        """;

    private static string FacturX(PdfAttachment invoice) => $"""
        <rdf:Description rdf:about="" xmlns:fx="{FacturXNamespace}">
        <fx:DocumentType>INVOICE</fx:DocumentType>
        <fx:DocumentFileName>{Escape(invoice.FileName)}</fx:DocumentFileName>
        <fx:Version>1.0</fx:Version>
        <fx:ConformanceLevel>{Escape(invoice.FacturXLevel)}</fx:ConformanceLevel>
        </rdf:Description>

        """;

    private static string FacturXProperty(string name, string description) => $"""
        <rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>{name}</pdfaProperty:name>
        <pdfaProperty:valueType>Text</pdfaProperty:valueType>
        <pdfaProperty:category>external</pdfaProperty:category>
        <pdfaProperty:description>{description}</pdfaProperty:description>
        </rdf:li>
        """;

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static string Iso(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
