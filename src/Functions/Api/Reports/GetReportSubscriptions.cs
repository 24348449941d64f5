using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>Shows which reports go to whom.</summary>
internal sealed class GetReportSubscriptions(SellerSettings settings)
{
    [Function(nameof(GetReportSubscriptions))]
    [ApiOperation("reports", "Shows a seller's subscriptions to reports.", Answer = typeof(ReportSubscriptionsResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/report-subscriptions")] HttpRequest request, string sellerId, CancellationToken cancellation) =>
        await settings.GetAsync<ReportSubscriptions>(ConfigurationNoun.ReportSubscriptions, sellerId, sellerId, ReportSubscriptionsResource.Of, cancellation);
}
