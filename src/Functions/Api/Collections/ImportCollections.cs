using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>What came of an agency's file.</summary>
/// <param name="AgencyId">Whose file.</param>
/// <param name="Applied">How many lines were done now.</param>
/// <param name="Known">How many were done before.</param>
/// <param name="Refused">How many could not be done any more.</param>
/// <param name="Lines">Each line.</param>
internal sealed record CollectionsImportResource(string AgencyId, int Applied, int Known, int Refused, IReadOnlyList<ImportedLine> Lines);

/// <summary>Takes an agency's file. Where a line has a fault nothing of it is taken.</summary>
internal sealed class ImportCollections(CaseImport import, ConfigurationBook configuration, Caller caller)
{
    private const int LargestBytes = 5 * 1024 * 1024;
    private const int MostFaults = 200;

    [Function(nameof(ImportCollections))]
    [ApiOperation("collections", "Takes an agency's file as CSV: acknowledgements, what it collected and kept, cases that it returns. Where a line has a fault nothing is taken, and all faults are listed by row.",
        BodyContentType = "text/csv", Answer = typeof(CollectionsImportResource), Query = ["!seller: whose cases", "!agency: whose file"], SentIdsAreKeys = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "collections-imports")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, agencyId) = (query.Seller(), query.Text("agency", required: true));
        query.End();
        if (await configuration.FindAsync<Agency>(ConfigurationNoun.Agency, agencyId!, seller, cancellation) is not var (agency, _))
            throw new ProblemException(Problems.NotFound($"agency '{agencyId}' of seller '{seller}'"));

        var (lines, faults) = CaseImportCsv.Read(await request.ReadBytesAsync(LargestBytes, cancellation));
        IReadOnlyList<ImportFault> all = [.. faults.Concat(faults.Count > MostFaults ? [] : await import.CheckAsync(agency, lines, cancellation)).OrderBy(fault => fault.Row)];
        if (all.Count > 0)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-import", $"The file has {all.Count} {(all.Count == 1 ? "fault" : "faults")}; nothing of it was taken.", [.. all.Take(MostFaults).Select(fault => new Fault($"row {fault.Row}, {fault.Wrong}"))]);
        var taken = await import.TakeAsync(agency, lines, caller.ActorOf(request), cancellation);
        return new JsonAnswer(new CollectionsImportResource(
            agency.AgencyId, taken.Count(line => line.Result == ImportResult.Applied), taken.Count(line => line.Result == ImportResult.Known), taken.Count(line => line.Result == ImportResult.Refused), taken));
    }
}
