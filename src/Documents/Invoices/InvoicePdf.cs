namespace Billing.Documents.Invoices;

/// <summary>Prints invoices and the documents of their family.</summary>
public static class InvoicePdf
{
    /// <summary>
    /// The document as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same document gives the same bytes; its
    /// date is the file's date.
    /// </summary>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a PNG picture that can be used.</exception>
    public static byte[] Render(InvoiceDocument document) => new InvoiceComposer(document).Print();
}
