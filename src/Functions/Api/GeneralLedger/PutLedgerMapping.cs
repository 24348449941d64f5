using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Says how a seller's ledger accounts are called in its general ledger, whole.</summary>
internal sealed class PutLedgerMapping(SellerSettings settings)
{
    private const int LargestBodyBytes = 1024 * 1024;

    [Function(nameof(PutLedgerMapping))]
    [ApiOperation("general ledger", "Creates a seller's ledger mapping, or replaces it under If-Match.", Body = typeof(LedgerMappingBody), Answer = typeof(LedgerMappingResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/ledger-mapping")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<LedgerMappingBody>(cancellation, LargestBodyBytes);
        await settings.RequireAsync(sellerId, cancellation);
        return await settings.PutAsync<LedgerMapping>(request, ConfigurationNoun.LedgerMapping, sellerId, sellerId, known => body.ToMapping((known?.Version ?? 0) + 1), LedgerMappingResource.Of, cancellation);
    }
}
