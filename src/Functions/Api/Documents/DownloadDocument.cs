using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.Reports.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Documents;

/// <summary>Gives a file of a document to whoever has the link to it, as an e-mail has it whose files are too large to be attached.</summary>
internal sealed class DownloadDocument(DocumentLinks links, DocumentAnswer files, ReportFiles reports)
{
    [Function(nameof(DownloadDocument))]
    [ApiOperation("documents", "Gives a file by the signed link to it, until the link expires.", AnswerContentType = "*/*")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "documents/{token}")] HttpRequest request, string token, CancellationToken cancellation)
    {
        // What was never given, was changed and has expired are one answer: nobody learns anything by trying.
        var (named, report) = (links.Read(token), links.ReadReport(token));
        var stored = report is null ? null : await reports.OpenAsync(report, cancellation);
        if (named is null && stored is null)
            return Problem.Of(StatusCodes.Status404NotFound, "unknown-link", "The link is not valid, or not any more. Ask the sender for the document.");
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions, headers["Referrer-Policy"], headers["X-Robots-Tag"]) = ("private, no-store", "nosniff", "no-referrer", "noindex");
        if (named is null)
            return new FileStreamResult(stored!, DeliverReportMessage.TypeOf(report!)) { FileDownloadName = Path.GetFileName(report) };
        return named.IsXml ? await files.XmlAsync(request, named.Account, named.DocumentId, cancellation) : await files.PdfAsync(request, named.Account, named.DocumentId, cancellation);
    }
}
