using Billing.Domain;

namespace Billing.Functions.Documents;

/// <summary>Which files an issued document has, and which of them its recipients get.</summary>
internal static class DocumentFiles
{
    /// <summary>Whether a document has an e-invoice beside its PDF.</summary>
    public static bool HasEInvoice(this IssuedDocument document) => FormatOf(document) is not null;

    /// <summary>What is sent: the PDF, and the e-invoice where it is a file of its own; that alone, where the customer wants nothing else. Where the e-invoice stands in
    /// the PDF, the PDF is all.</summary>
    public static IReadOnlyList<StoredFile> Sent(this StoredDocument stored, IssuedDocument document) =>
        stored.EInvoice is not { } eInvoice || FormatOf(document) is not { } format || format.IsInsidePdf() ? [stored.Pdf]
        : document.Buyer.EInvoiceOnly ? [eInvoice]
        : [stored.Pdf, eInvoice];

    private static EInvoiceFormat? FormatOf(IssuedDocument document) => document is IssuedInvoice invoice ? EInvoice.Of(invoice)?.Format : null;
}
