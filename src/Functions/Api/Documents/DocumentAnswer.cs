using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Api.Documents;

/// <summary>Answers with the files of a numbered document, exactly as they were delivered. The ETag is the hash of the bytes.</summary>
internal sealed class DocumentAnswer(DocumentStore documents)
{
    /// <summary>The PDF; 404 while it is not rendered.</summary>
    public async Task<IActionResult> PdfAsync(HttpRequest request, AccountId account, string documentId, CancellationToken cancellation) =>
        await documents.FindAsync(account, documentId, cancellation) is { } stored ? await FileAsync(stored.Pdf, DocumentStore.PdfType, cancellation) : NotRendered(request);

    /// <summary>The e-invoice; 404 where there is none.</summary>
    public async Task<IActionResult> XmlAsync(HttpRequest request, AccountId account, string documentId, CancellationToken cancellation) =>
        await documents.FindAsync(account, documentId, cancellation) is not { } stored ? NotRendered(request)
        : stored.EInvoice is { } eInvoice ? await FileAsync(eInvoice, DocumentStore.XmlType, cancellation)
        : Problem.Of(StatusCodes.Status404NotFound, "no-e-invoice", "The document has no e-invoice: it is no invoice, or the customer gets none as data.");

    private async Task<IActionResult> FileAsync(StoredFile file, string type, CancellationToken cancellation) =>
        new FileContentResult((await documents.ReadAsync(file, cancellation)).ToArray(), type)
        {
            FileDownloadName = Path.GetFileName(file.Path),
            EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\""),
        };

    private static Problem NotRendered(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return Problem.Of(StatusCodes.Status404NotFound, "not-rendered", "The document is not rendered yet; ask again in a moment.");
    }
}
