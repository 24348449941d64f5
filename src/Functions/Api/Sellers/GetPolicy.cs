using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Shows a seller's billing policy.</summary>
internal sealed class GetPolicy(SellerSettings settings)
{
    [Function(nameof(GetPolicy))]
    [ApiOperation("sellers", "Shows a seller's billing policy.", Answer = typeof(PolicyResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/policy")] HttpRequest request, string sellerId, CancellationToken cancellation) =>
        await settings.GetAsync<BillingPolicy>(ConfigurationNoun.Policy, sellerId, sellerId, PolicyResource.Of, cancellation);
}
