using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows a seller.</summary>
internal sealed class GetSeller(SellerSettings settings)
{
    [Function(nameof(GetSeller))]
    [ApiOperation("sellers", "Shows a seller.", Answer = typeof(SellerResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}")] HttpRequest request, string sellerId, CancellationToken cancellation) =>
        await settings.GetAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, SellerResource.Of, cancellation);
}
