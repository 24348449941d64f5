using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Makes exports for agencies, lists them, and gives their files.</summary>
internal sealed class CollectionsExports(CaseExports exports, CaseExportBook book, ConfigurationBook configuration, FirstAnswers answers, Caller caller)
{
    [Function("CreateCollectionsExport")]
    [ApiOperation("collections", "Makes the next export for an agency: what is new since the one before, or also all that is open.", Body = typeof(CaseExportBody), Answer = typeof(CaseExportResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> CreateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "collections-exports")] HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<CaseExportBody>(cancellation);
        var key = caller.CommandKey(request);
        await answers.RequireSameAsync(key, body, cancellation);
        var exportId = $"exp_{Keys.Hash(key)}";
        if (await configuration.FindAsync<Agency>(ConfigurationNoun.Agency, body.AgencyId, body.SellerId, cancellation) is not var (agency, _))
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "unknown-agency", "The seller has no such agency.", [new Fault($"put one at /api/sellers/{body.SellerId}/agencies/{body.AgencyId}", "#/agencyId")]));
        var (export, faults) = await exports.MakeAsync(new AskedExport(exportId, agency, body.Content, caller.ActorOf(request)), cancellation);
        return faults.Count == 0
            ? new JsonAnswer(CaseExportResource.Of(export), StatusCodes.Status201Created, Location: $"/api/collections-exports/{exportId}?seller={body.SellerId}")
            : Problem.Of(StatusCodes.Status422UnprocessableEntity, "layout-too-narrow", "Something does not fit the agency's layout; nothing was exported.", [.. faults.Select(fault => new Fault($"line {fault.Line}, {fault.Field}: {fault.Wrong}"))]);
    }

    [Function("ListCollectionsExports")]
    [ApiOperation("collections", "Lists a seller's exports, the newest first.", Answer = typeof(Page<CaseExportResource>), Query = ["!seller: whose exports", "agency: for one agency only", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-exports")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, agency, limit, after) = (query.Seller(), query.Text("agency"), query.Limit(), query.Continuation());
        query.End();
        var all = await book.ListAsync(seller, cancellation).Where(export => agency is null || export.AgencyId == agency).ToListAsync(cancellation);
        var found = all.OrderByDescending(PlaceOf, StringComparer.Ordinal).Where(export => after is null || string.CompareOrdinal(PlaceOf(export), after) < 0).Take(limit + 1).ToList();
        return new JsonAnswer(new Page<CaseExportResource>([.. found.Take(limit).Select(CaseExportResource.Of)], Page.Encode(found.Count > limit ? PlaceOf(found[limit - 1]) : null)));
    }

    [Function("GetCollectionsExport")]
    [ApiOperation("collections", "Shows an export.", Answer = typeof(CaseExportResource), Query = ["!seller: whose export"])]
    public async Task<IActionResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-exports/{exportId}")] HttpRequest request, string exportId, CancellationToken cancellation) =>
        JsonAnswer.WithContentETag(CaseExportResource.Of(await RequireAsync(request, exportId, cancellation)));

    [Function("GetCollectionsExportFile")]
    [ApiOperation("collections", "Gives the file of an export.", AnswerContentType = "text/csv,text/plain", Query = ["!seller: whose export"])]
    public async Task<IActionResult> FileAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "collections-exports/{exportId}/file")] HttpRequest request, string exportId, CancellationToken cancellation)
    {
        var export = await RequireAsync(request, exportId, cancellation);
        return await book.ReadFileAsync(export, cancellation) is { } bytes
            ? new FileContentResult(bytes, export.Format == ExportFormat.Csv ? "text/csv" : "text/plain") { FileDownloadName = export.FileName }
            : export.ErasedAt is null
            ? Problem.Of(StatusCodes.Status409Conflict, "not-ready", "The file is still being made. If that was cut short, the next export of the agency finishes it, and so does the same request again.")
            : Problem.Of(StatusCodes.Status404NotFound, "export-erased", "The file was deleted, as it named a customer whose data was erased.");
    }

    private async Task<CaseExport> RequireAsync(HttpRequest request, string exportId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var seller = query.Seller();
        query.End();
        return await book.FindAsync(seller, exportId, cancellation) ?? throw new ProblemException(Problems.NotFound($"export '{exportId}' of seller '{seller}'"));
    }

    private static string PlaceOf(CaseExport export) => $"{export.CreatedAt.UtcTicks:D19}|{export.ExportId}";
}
