using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Gives a seller its billing policy, whole.</summary>
internal sealed class PutPolicy(SellerSettings settings)
{
    [Function(nameof(PutPolicy))]
    [ApiOperation("sellers", "Creates a seller's billing policy, or replaces it under If-Match.", Body = typeof(PolicyBody), Answer = typeof(PolicyResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/policy")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<PolicyBody>(cancellation);
        await settings.RequireAsync(sellerId, cancellation);
        return await settings.PutAsync<BillingPolicy>(request, ConfigurationNoun.Policy, sellerId, sellerId, known => PolicyOf(body, known), PolicyResource.Of, cancellation);
    }

    private static BillingPolicy PolicyOf(PolicyBody body, BillingPolicy? known) => new(
        (known?.Version ?? 0) + 1, body.Terms, body.DraftWindowDays, body.CatchUpPeriods, body.Dunning,
        body.Provision, body.ApprovalLimit, body.MinimumInvoice, body.ShortPayment)
    { Charging = body.Charging, Receipts = body.Receipts, Arrangements = body.Arrangements, Statements = body.Statements };
}
