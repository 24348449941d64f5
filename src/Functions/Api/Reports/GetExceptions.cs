using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.Reports.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>What is not as it should be.</summary>
internal sealed class GetExceptions(ExceptionDesk desk, SellerSettings settings, ConfigurationBook configuration, TimeProvider clock)
{
    private const int UsualDays = 7;
    private const int MostDays = 3660;

    [Function(nameof(GetExceptions))]
    [ApiOperation("reports", "What is not as it should be now, with since when and what to do: gaps of the journal and of number series, accounts whose state and journal differ, parked accounts, failed messages and events, old suspense, payouts that did not arrive, what was not delivered. Of the past the tasks that were open then, and a table of the kinds that are known of the present only. As CSV with format=csv or Accept: text/csv.",
        Answer = typeof(ReportResource), AnswerContentType = "text/csv", Query = ["!seller: whose", "asOf: a day that has ended or today; now where both are left out", "knownAt: what was opened or ended later does not count; now where it is left out", "days: suspense and payouts are told of when they wait for longer; 7 where it is left out", "format: json or csv"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reports/exceptions")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var now = clock.GetUtcNow();
        var (seller, asOf, knownAt, days, format) = (query.Seller(), query.Date("asOf"), query.Instant("knownAt"), query.Integer("days", 0, MostDays), query.Text("format"));
        query.Check(knownAt is null || knownAt <= now, "knownAt", "must not be in the future");
        query.Check(days is null || (asOf is null && knownAt is null), "days", "is for the present only");
        query.Check(format is null or "json" or "csv", "format", "must be json or csv");
        query.End();
        await settings.RequireCompleteAsync(seller, cancellation);
        var today = (await configuration.ReadAsync(seller, cancellation)).DateAt(now);
        if (asOf > today)
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-query", $"asOf must not be after today, which is {today:O}: nobody knows what will be wrong then.");
        var made = asOf is null && knownAt is null ? await desk.MakeAsync(seller, days ?? UsualDays, cancellation) : await desk.MakeAsync(seller, new ReportMoment(asOf ?? today, knownAt ?? now), cancellation);
        return new ReportAnswer(made, format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase)));
    }
}
