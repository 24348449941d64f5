using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Gives a seller a tax table, whole. Rules are dated, so a coming rate is put beside the present one.</summary>
internal sealed class PutTaxTable(SellerSettings settings)
{
    [Function(nameof(PutTaxTable))]
    [ApiOperation("sellers", "Creates a seller's tax table, or replaces it under If-Match.", Body = typeof(TaxTableBody), Answer = typeof(TaxTableResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/tax-table")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<TaxTableBody>(cancellation);
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (body.Scheme is TaxScheme.EuropeanUnion && !VatTerritory.IsMemberState(seller.Address.Country))
            throw new ProblemException(Problem.InvalidBody([new Fault($"is for sellers in a member state of the European Union; {seller.Address.Country} is none", "#/scheme")]));
        return await settings.PutAsync<TaxTable>(
            request, ConfigurationNoun.TaxTable, sellerId, sellerId, known => new TaxTable((known?.Version ?? 0) + 1, body.Scheme, body.Rules, body.Categories), TaxTableResource.Of, cancellation);
    }
}
