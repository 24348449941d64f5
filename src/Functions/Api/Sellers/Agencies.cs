using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>The collection agencies of a seller.</summary>
internal sealed class Agencies(SellerSettings settings, ConfigurationBook configuration)
{
    // Its payments are named by it with a prefix, and that is a slug as well.
    private const int LongestId = 33;

    [Function("PutAgency")]
    [ApiOperation("sellers", "Creates a collection agency of a seller, or changes it under If-Match: its name and how its exports are written.", Body = typeof(AgencyBody), Answer = typeof(AgencyResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/agencies/{agencyId}")] HttpRequest request, string sellerId, string agencyId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<AgencyBody>(cancellation);
        await settings.RequireAsync(sellerId, cancellation);
        if (agencyId.Length > LongestId)
            throw new ProblemException(Problems.NotFound($"agency '{agencyId}'; its id has 1 to {LongestId} lower-case letters, digits and hyphens"));
        return await settings.PutAsync<Agency>(request, ConfigurationNoun.Agency, agencyId, sellerId, _ => new Agency(agencyId, sellerId, body.Name, body.Format, body.Layout), AgencyResource.Of, cancellation);
    }

    [Function("GetAgency")]
    [ApiOperation("sellers", "Shows a collection agency of a seller.", Answer = typeof(AgencyResource))]
    public async Task<IActionResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/agencies/{agencyId}")] HttpRequest request, string sellerId, string agencyId, CancellationToken cancellation) =>
        await settings.GetAsync<Agency>(ConfigurationNoun.Agency, agencyId, sellerId, AgencyResource.Of, cancellation);

    [Function("ListAgencies")]
    [ApiOperation("sellers", "Lists a seller's collection agencies by id.", Answer = typeof(Page<AgencyResource>))]
    public async Task<IActionResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/agencies")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        await settings.RequireAsync(sellerId, cancellation);
        return new JsonAnswer(new Page<AgencyResource>(await configuration.ListAsync<Agency>(ConfigurationNoun.Agency, sellerId, cancellation).Select(agency => AgencyResource.Of(agency.Value)).ToListAsync(cancellation), null));
    }
}
