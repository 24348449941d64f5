namespace Billing.Documents.Pdf;

/// <summary>A file inside the file, as PDF/A-3 allows it.</summary>
/// <param name="FileName">ASCII.</param>
/// <param name="MediaType">Such as text/xml.</param>
/// <param name="Relationship">What it is to the document (ISO 19005-3, annex E): Alternative, Data, Source or Supplement.</param>
/// <param name="Description">For whoever looks at the list of attachments.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record PdfAttachment(
    string FileName, string MediaType, string Relationship, string Description, ReadOnlyMemory<byte> Content)
{
    /// <summary>Where it is the document's invoice as data, its conformance level as Factur-X names it, such as <c>EN 16931</c>; else empty.</summary>
    internal string FacturXLevel { get; init; } = "";
}
