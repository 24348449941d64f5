using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Gives the PDF of a plan's document, exactly as it was delivered.</summary>
internal sealed class GetArrangementPdf(ArrangementReader arrangements, DocumentAnswer files)
{
    [Function(nameof(GetArrangementPdf))]
    [ApiOperation("arrangements", "Gives the agreed document of a plan; a promise has none.", AnswerContentType = "application/pdf")]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "arrangements/{arrangementId}/pdf")] HttpRequest request, string arrangementId, CancellationToken cancellation)
    {
        var arrangement = await arrangements.RequireAsync(arrangementId, cancellation);
        return arrangement.Number is not null
            ? await files.PdfAsync(request, Requests.Account(arrangement.AccountId), arrangementId, cancellation)
            : Problem.Of(StatusCodes.Status404NotFound, "no-document", "A promise has no document.");
    }
}
