using Billing.Documents.Arrangements;
using Billing.Documents.EInvoices;
using Billing.Documents.Emails;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Receipts;
using Billing.Documents.Statements;
using Billing.Domain;

namespace Billing.Documents;

/// <summary>What is made of issued documents: for each kind its files and its e-mail.</summary>
public static class IssuedDocuments
{
    /// <summary>The document as it is kept and sent: a PDF and, where the customer gets it so, the invoice as data.</summary>
    /// <param name="issued">As it was issued.</param>
    /// <param name="assets">The seller's.</param>
    public static RenderedDocument Render(this IssuedDocument issued, DocumentAssets assets) => issued switch
    {
        IssuedInvoice invoice => RenderInvoice(invoice, assets),
        IssuedReceipt receipt => new(ReceiptPdf.Render(receipt, assets), null),
        IssuedArrangement arrangement => new(ArrangementPdf.Render(arrangement, assets), null),
        IssuedStatement statement => new(StatementPdf.Render(statement.ToDocument(), assets), null),
        _ => throw NoForm(issued),
    };

    /// <summary>The e-mail that brings the document.</summary>
    /// <param name="issued">As it was issued.</param>
    /// <param name="dispatch">How this copy goes out; null as most do: to the customer, with the PDF attached.</param>
    public static EmailContent ToEmail(this IssuedDocument issued, EmailDispatch? dispatch = null) => issued switch
    {
        IssuedInvoice invoice => InvoiceEmail.Compose(invoice.ToDocument(DocumentAssets.None, null), dispatch ?? EmailDispatch.ToCustomer),
        IssuedReceipt receipt => ReceiptEmail.Compose(receipt, dispatch ?? EmailDispatch.ToCustomer),
        IssuedArrangement arrangement => ArrangementEmail.Compose(arrangement, dispatch ?? EmailDispatch.ToCustomer),
        IssuedStatement statement => StatementEmail.Compose(statement.ToDocument(), dispatch ?? EmailDispatch.ToCustomer),
        _ => throw NoForm(issued),
    };

    private static RenderedDocument RenderInvoice(IssuedInvoice issued, DocumentAssets assets)
    {
        var document = issued.ToDocument(assets, null);
        if (EInvoice.Of(issued) is not { } said)
            return new RenderedDocument(InvoicePdf.Render(document), null);
        var xml = EInvoiceXml.Write(said);
        if (said.Format.IsInsidePdf())
            document = document with { Data = FacturX.Attachment(said.Format, xml) };
        return new RenderedDocument(InvoicePdf.Render(document), xml);
    }

    private static ArgumentOutOfRangeException NoForm(IssuedDocument issued) => new(nameof(issued), issued.GetType().Name, "No printed form for this kind of document.");
}
