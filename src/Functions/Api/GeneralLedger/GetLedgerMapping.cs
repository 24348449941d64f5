using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Shows how a seller's ledger accounts are called in its general ledger.</summary>
internal sealed class GetLedgerMapping(SellerSettings settings)
{
    [Function(nameof(GetLedgerMapping))]
    [ApiOperation("general ledger", "Shows a seller's ledger mapping.", Answer = typeof(LedgerMappingResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/ledger-mapping")] HttpRequest request, string sellerId, CancellationToken cancellation) =>
        await settings.GetAsync<LedgerMapping>(ConfigurationNoun.LedgerMapping, sellerId, sellerId, LedgerMappingResource.Of, cancellation);
}
