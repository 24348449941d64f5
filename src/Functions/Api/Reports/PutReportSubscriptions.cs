using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>Says which reports go to whom after each month or quarter, whole.</summary>
internal sealed class PutReportSubscriptions(SellerSettings settings, TimeProvider clock)
{
    [Function(nameof(PutReportSubscriptions))]
    [ApiOperation("reports", "Creates a seller's subscriptions to reports, or replaces them under If-Match. The first period that is reported is the one that today is in.", Body = typeof(ReportSubscriptionsBody), Answer = typeof(ReportSubscriptionsResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/report-subscriptions")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReportSubscriptionsBody>(cancellation);
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        var today = DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, clock.GetUtcNow()).DateTime);
        return await settings.PutAsync<ReportSubscriptions>(request, ConfigurationNoun.ReportSubscriptions, sellerId, sellerId, known => body.ToSubscriptions(known, today), ReportSubscriptionsResource.Of, cancellation);
    }
}
