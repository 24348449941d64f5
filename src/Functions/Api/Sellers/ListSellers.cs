using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Lists the sellers; there are few.</summary>
internal sealed class ListSellers(ConfigurationBook configuration)
{
    [Function(nameof(ListSellers))]
    [ApiOperation("sellers", "Lists all sellers by id.", Answer = typeof(Page<SellerResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers")] HttpRequest request, CancellationToken cancellation) =>
        new JsonAnswer(new Page<SellerResource>(await configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation).Select(seller => SellerResource.Of(seller.Value)).ToListAsync(cancellation), null));
}
