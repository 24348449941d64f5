using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows a seller's tax table.</summary>
internal sealed class GetTaxTable(SellerSettings settings)
{
    [Function(nameof(GetTaxTable))]
    [ApiOperation("sellers", "Shows a seller's tax table.", Answer = typeof(TaxTableResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/tax-table")] HttpRequest request, string sellerId, CancellationToken cancellation) =>
        await settings.GetAsync<TaxTable>(ConfigurationNoun.TaxTable, sellerId, sellerId, TaxTableResource.Of, cancellation);
}
