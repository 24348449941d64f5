using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Shows a case and its document.</summary>
internal sealed class GetCollectionsCase(CaseAnswers cases, CaseDocuments documents)
{
    [Function(nameof(GetCollectionsCase))]
    [ApiOperation("collections", "Shows a case: what was handed off and what is owed now, by invoice, and what happened to it.", Answer = typeof(CaseResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-cases/{caseId}")] HttpRequest request, string caseId, CancellationToken cancellation) =>
        await cases.ShowAsync(caseId, cancellation);

    [Function("GetCollectionsCaseDocument")]
    [ApiOperation("collections", "Shows the newest case document as the agency got it: debtor, invoices with their PDFs, contact history.", Answer = typeof(CaseDocument))]
    public async Task<IActionResult> DocumentAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-cases/{caseId}/document")] HttpRequest request, string caseId, CancellationToken cancellation)
    {
        var (account, _) = await cases.RequireAsync(caseId, cancellation);
        return await documents.LatestAsync(account, caseId, cancellation) is { } document
            ? JsonAnswer.WithContentETag(document)
            : Problem.Of(StatusCodes.Status404NotFound, "no-document", "The case has no document: it is being written, or the customer's data was erased.");
    }
}
