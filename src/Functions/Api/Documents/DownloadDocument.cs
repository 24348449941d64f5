using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Documents;

/// <summary>Gives a file of a document to whoever has the link to it, as an e-mail has it whose files are too large to be attached.</summary>
internal sealed class DownloadDocument(DocumentLinks links, DocumentAnswer files)
{
    [Function(nameof(DownloadDocument))]
    [ApiOperation("documents", "Gives a file by the signed link to it, until the link expires.", AnswerContentType = "*/*")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "documents/{token}")] HttpRequest request, string token, CancellationToken cancellation)
    {
        // What was never given, was changed and has expired are one answer: nobody learns anything by trying.
        if (links.Read(token) is not { } named)
            return Problem.Of(StatusCodes.Status404NotFound, "unknown-link", "The link is not valid, or not any more. Ask the sender for the document.");
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions, headers["Referrer-Policy"], headers["X-Robots-Tag"]) = ("private, no-store", "nosniff", "no-referrer", "noindex");
        return named.IsXml ? await files.XmlAsync(request, named.Account, named.DocumentId, cancellation) : await files.PdfAsync(request, named.Account, named.DocumentId, cancellation);
    }
}
