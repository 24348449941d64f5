using Billing.Domain;

namespace Billing.Documents.EInvoices;

/// <summary>The codes that an e-invoice is written with, and their lists.</summary>
internal static class EInvoiceCodes
{
    private const string En16931 = "urn:cen.eu:en16931:2017";
    private const string PeppolBilling = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

    /// <summary>BT-24, the specification that the XML follows.</summary>
    internal static string SpecificationOf(EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.FacturXExtended => $"{En16931}#conformant#urn:factur-x.eu:1p0:extended",
        EInvoiceFormat.PeppolBis => $"{En16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        EInvoiceFormat.XRechnungUbl or EInvoiceFormat.XRechnungCii => $"{En16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        _ => En16931,
    };

    /// <summary>BT-23, the business process, or empty. XRechnung takes Peppol's (PEPPOL-EN16931-R001 is among its rules).</summary>
    internal static string ProcessOf(EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.PeppolBis or EInvoiceFormat.XRechnungUbl or EInvoiceFormat.XRechnungCii => PeppolBilling,
        _ => "",
    };

    /// <summary>BT-3, of UNTDID 1001.</summary>
    internal static string TypeOf(EInvoiceType type) => type switch
    {
        EInvoiceType.Invoice => "380",
        EInvoiceType.CreditNote => "381",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No code of UNTDID 1001 for this type."),
    };

    /// <summary>Whether a rate is written: what is outside the scope of tax has none (BR-O-05, BR-48), not even 0.</summary>
    internal static bool HasRate(TaxTreatment treatment) => treatment != TaxTreatment.OutOfScope;
}
