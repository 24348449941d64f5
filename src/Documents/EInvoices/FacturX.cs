using Billing.Documents.Pdf;
using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>How Factur-X 1.0 and ZUGFeRD 2 carry the XML within the PDF.</summary>
internal static class FacturX
{
    /// <summary>What the XML must be called there.</summary>
    internal const string FileName = "factur-x.xml";

    /// <summary>The XML as a file of the PDF. Both profiles hold the whole invoice, so it stands for the pages as they for it (Alternative, and not Data).</summary>
    internal static PdfAttachment Attachment(EInvoiceFormat format, byte[] xml) => new(FileName, "text/xml", "Alternative", "Factur-X invoice", xml) { FacturXLevel = LevelOf(format) };

    private static string LevelOf(EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.FacturX => "EN 16931",
        EInvoiceFormat.FacturXExtended => "EXTENDED",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a profile of Factur-X."),
    };
}
