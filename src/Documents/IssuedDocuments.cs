using Billing.Documents.Arrangements;
using Billing.Documents.Emails;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Receipts;
using Billing.Domain;

namespace Billing.Documents;

/// <summary>What is made of issued documents: for each kind its PDF and its e-mail.</summary>
public static class IssuedDocuments
{
    /// <summary>The document as a PDF.</summary>
    /// <param name="issued">As it was issued.</param>
    /// <param name="logo">The seller's logo, or null.</param>
    public static byte[] ToPdf(this IssuedDocument issued, DocumentLogo? logo) => issued switch
    {
        IssuedInvoice invoice => InvoicePdf.Render(invoice.ToDocument(logo, null)),
        IssuedReceipt receipt => ReceiptPdf.Render(receipt, logo),
        IssuedArrangement arrangement => ArrangementPdf.Render(arrangement, logo),
        _ => throw NoForm(issued),
    };

    /// <summary>The e-mail that the PDF is attached to.</summary>
    public static EmailContent ToEmail(this IssuedDocument issued) => issued switch
    {
        IssuedInvoice invoice => InvoiceEmail.Compose(invoice.ToDocument(null, null)),
        IssuedReceipt receipt => ReceiptEmail.Compose(receipt),
        IssuedArrangement arrangement => ArrangementEmail.Compose(arrangement),
        _ => throw NoForm(issued),
    };

    private static ArgumentOutOfRangeException NoForm(IssuedDocument issued) => new(nameof(issued), issued.GetType().Name, "No printed form for this kind of document.");
}
