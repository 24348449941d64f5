namespace Billing.Domain;

/// <summary>As what a customer gets invoices as data. All say the same, the semantic model of EN 16931; they differ in syntax and in what more they ask for.</summary>
public enum EInvoiceFormat
{
    /// <summary>Not at all: the PDF is the invoice.</summary>
    None,

    /// <summary>Factur-X 1.0 and ZUGFeRD 2, profile EN 16931: CII within the PDF.</summary>
    FacturX,

    /// <summary>Factur-X 1.0 and ZUGFeRD 2, profile EXTENDED: CII within the PDF.</summary>
    FacturXExtended,

    /// <summary>EN 16931 as UBL 2.1, a file beside the PDF.</summary>
    Ubl,

    /// <summary>EN 16931 as UN/CEFACT Cross Industry Invoice, a file beside the PDF.</summary>
    Cii,

    /// <summary>Peppol BIS Billing 3.0, which is UBL.</summary>
    PeppolBis,

    /// <summary>XRechnung 3.0 as UBL, which German authorities ask for.</summary>
    XRechnungUbl,

    /// <summary>XRechnung 3.0 as CII.</summary>
    XRechnungCii,
}
