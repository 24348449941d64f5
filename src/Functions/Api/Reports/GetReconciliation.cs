using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.Reconciliation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>Holds processors, bank and books against each other.</summary>
internal sealed class GetReconciliation(ReconciliationReader reader, ReconciliationTasks tasks, SellerSettings settings, ConfigurationBook configuration, TimeProvider clock)
{
    private const int LongestDays = 400;

    [Function(nameof(GetReconciliation))]
    [ApiOperation("reports", "Reconciles a seller's processors, bank accounts and books for a period, and names each discrepancy; each becomes a task, once. As CSV with format=csv or Accept: text/csv.",
        Answer = typeof(ReconciliationReport), AnswerContentType = "text/csv", Query = ["!seller: whose money", "from: the first day; 30 days before the last where it is left out", "to: the last day; yesterday where it is left out", "format: json or csv"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reports/reconciliation")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, from, to, format) = (query.Seller(), query.Date("from"), query.Date("to"), query.Text("format"));
        query.Check(format is null or "json" or "csv", "format", "must be json or csv");
        query.Check(from is null || to is null || from <= to, "from", "must not be after to");
        query.Check(from is null || to is null || to.Value.DayNumber - from.Value.DayNumber <= LongestDays, "from", $"must be at most {LongestDays} days before to");
        query.End();
        await settings.RequireCompleteAsync(seller, cancellation);

        var through = to ?? (await configuration.ReadAsync(seller, cancellation)).DateAt(clock.GetUtcNow()).AddDays(-1);
        var report = await reader.ReconcileAsync(seller, from ?? through.AddDays(-30), through, cancellation);
        await tasks.OpenAsync(report, cancellation);
        return format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase)) ? new CsvAnswer(ReconciliationCsv.Rows(report)) : new JsonAnswer(report);
    }
}
