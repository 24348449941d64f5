using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Lists a seller's prices.</summary>
internal sealed class ListPrices(SellerSettings settings, ConfigurationBook configuration)
{
    [Function(nameof(ListPrices))]
    [ApiOperation("prices", "Lists a seller's prices by id.", Answer = typeof(Page<PriceResource>), Query = ["limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/prices")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (limit, after) = (query.Limit(), query.Continuation());
        query.End();
        await settings.RequireAsync(sellerId, cancellation);
        var prices = await configuration.ListAsync<Price>(ConfigurationNoun.Price, sellerId, cancellation).Select(price => PriceResource.Of(price.Value))
            .Where(price => after is null || string.CompareOrdinal(price.PriceId, after) > 0).Take(limit + 1).ToListAsync(cancellation);
        return new JsonAnswer(new Page<PriceResource>([.. prices.Take(limit)], Page.Encode(prices.Count > limit ? prices[limit - 1].PriceId : null)));
    }
}
