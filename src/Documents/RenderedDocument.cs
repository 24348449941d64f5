namespace Billing.Documents;

/// <summary>What is made of an issued document, and kept and sent.</summary>
/// <param name="Pdf">For people to read; for the archive (PDF/A-3).</param>
/// <param name="EInvoiceXml">The same invoice as data, where the customer gets it so, or null. Where the PDF holds it (Factur-X), these are the bytes that stand in it.</param>
public sealed record RenderedDocument(byte[] Pdf, byte[]? EInvoiceXml);
