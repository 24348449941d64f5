using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Storage;

namespace Billing.Functions.Documents;

/// <summary>Rendered documents: blobs written once, and the row <c>blob|{document}</c> in the account's partition with their paths, sizes and hashes.</summary>
internal sealed class DocumentStore(BillingStorage storage, AccountRows rows, RowPayload payload)
{
    public const string PdfType = "application/pdf";
    public const string XmlType = "application/xml";

    public static string RowKey(string documentId) => $"blob|{documentId}";

    /// <summary>The start of the paths of all that a seller issued in a month: <c>{seller}/{yyyy}/{mm}/</c>.</summary>
    public static string FolderOf(string sellerId, DateOnly month) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sellerId}/{month.Year:D4}/{month.Month:D2}/");

    /// <summary><c>{seller}/{yyyy}/{mm}/{number}.pdf</c>, by the issue date.</summary>
    public static string PdfPathOf(IssuedDocument document) => $"{FolderOf(document.Seller.SellerId, document.IssueDate)}{document.Number}.pdf";

    /// <summary>The same with <c>.xml</c>.</summary>
    public static string XmlPathOf(IssuedDocument document) => $"{FolderOf(document.Seller.SellerId, document.IssueDate)}{document.Number}.xml";

    /// <summary>The content type of a file.</summary>
    public static string TypeOf(StoredFile file) => file.Path.EndsWith(".xml", StringComparison.Ordinal) ? XmlType : PdfType;

    /// <summary>Where a document's files are, if it has been rendered.</summary>
    public Task<StoredDocument?> FindAsync(AccountId account, string documentId, CancellationToken cancellation) =>
        rows.FindAsync<StoredDocument>(account, RowKey(documentId), cancellation);

    /// <summary>Writes the XML, then the PDF, then the row: what has a row has all of its files. A file that is there stays as it is, since what was
    /// issued never changes; so doing it again completes what died halfway.</summary>
    public async Task<StoredDocument> SaveAsync(AccountId account, IssuedDocument document, RenderedDocument rendered, CancellationToken cancellation)
    {
        var eInvoice = rendered.EInvoiceXml is { } xml ? await WriteAsync(XmlPathOf(document), xml, XmlType, cancellation) : null;
        var pdf = await WriteAsync(PdfPathOf(document), rendered.Pdf, PdfType, cancellation);
        var stored = new StoredDocument(pdf.Path, pdf.Sha256, pdf.Bytes, eInvoice);
        var row = await payload.WriteAsync(new TableEntity(account.ToString(), RowKey(document.DocumentId)), stored, cancellation);
        await storage.Accounts.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return stored;
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    public Task<BinaryData> ReadAsync(StoredFile file, CancellationToken cancellation) => Container.ReadWholeAsync(file, cancellation);

    private BlobContainerClient Container => storage.Container(StorageNames.Documents);

    private Task<StoredFile> WriteAsync(string path, byte[] content, string type, CancellationToken cancellation) => Container.WriteOnceAsync(path, content, type, cancellation);
}
