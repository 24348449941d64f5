using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows a price.</summary>
internal sealed class GetPrice(SellerSettings settings)
{
    [Function(nameof(GetPrice))]
    [ApiOperation("prices", "Shows a price.", Answer = typeof(PriceResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/prices/{priceId}")] HttpRequest request, string sellerId, string priceId, CancellationToken cancellation) =>
        await settings.GetAsync<Price>(ConfigurationNoun.Price, priceId, sellerId, PriceResource.Of, cancellation);
}
