using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Reports.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>What is not as it should be.</summary>
internal sealed class GetExceptions(ExceptionDesk desk, SellerSettings settings)
{
    private const int UsualDays = 7;
    private const int MostDays = 3660;

    [Function(nameof(GetExceptions))]
    [ApiOperation("reports", "What is not as it should be now, with since when and what to do: gaps of the journal and of number series, accounts whose state and journal differ, parked accounts, failed messages and events, old suspense, payouts that did not arrive, what was not delivered. As CSV with format=csv or Accept: text/csv.",
        Answer = typeof(ReportResource), AnswerContentType = "text/csv", Query = ["!seller: whose", "days: suspense and payouts are told of when they wait for longer; 7 where it is left out", "format: json or csv"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reports/exceptions")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, days, format) = (query.Seller(), query.Integer("days", 0, MostDays), query.Text("format"));
        query.Check(format is null or "json" or "csv", "format", "must be json or csv");
        query.End();
        await settings.RequireCompleteAsync(seller, cancellation);
        return new ReportAnswer(await desk.MakeAsync(seller, days ?? UsualDays, cancellation), format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase)));
    }
}
