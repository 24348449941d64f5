using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Documents;

/// <summary>Answers with the PDF of a numbered document.</summary>
internal sealed class PdfAnswer(DocumentStore documents)
{
    /// <summary>The bytes as they were delivered; 404 while they are not rendered.</summary>
    public async Task<IActionResult> OfAsync(HttpRequest request, AccountId account, string documentId, string number, CancellationToken cancellation)
    {
        if (await documents.FindAsync(account, documentId, cancellation) is not { } stored)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem.Of(StatusCodes.Status404NotFound, "not-rendered", "The PDF is not rendered yet; ask again in a moment.");
        }

        request.HttpContext.Response.Headers.ETag = $"\"{stored.Sha256}\"";
        return new FileContentResult((await documents.ReadAsync(stored, cancellation)).ToArray(), "application/pdf") { FileDownloadName = $"{number}.pdf" };
    }
}
