using System.Text.Json.Serialization;

namespace Billing.Functions.Documents;

/// <summary>A file of an issued document, written once.</summary>
/// <param name="Path">In the container <c>documents</c>.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredFile(string Path, string Sha256, long Bytes);

/// <summary>Where the files of a rendered document are: its record. Path, hash and size are the PDF's.</summary>
/// <param name="Path">In the container <c>documents</c>.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="EInvoice">The XML beside it, where the customer gets invoices as data.</param>
internal sealed record StoredDocument(string Path, string Sha256, long Bytes, StoredFile? EInvoice = null)
{
    [JsonIgnore]
    public StoredFile Pdf => new(Path, Sha256, Bytes);

    [JsonIgnore]
    public IReadOnlyList<StoredFile> Files => EInvoice is null ? [Pdf] : [Pdf, EInvoice];
}
