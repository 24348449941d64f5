namespace Billing.Domain;

/// <summary>What formats have in common.</summary>
public static class EInvoiceFormats
{
    /// <summary>Whether the data is within the PDF, which is then not to be had without.</summary>
    public static bool IsInsidePdf(this EInvoiceFormat format) => format is EInvoiceFormat.FacturX or EInvoiceFormat.FacturXExtended;

    /// <summary>Whether it is XRechnung in either syntax.</summary>
    public static bool IsXRechnung(this EInvoiceFormat format) => format is EInvoiceFormat.XRechnungUbl or EInvoiceFormat.XRechnungCii;
}
