using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;
using Billing.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Reports;

/// <summary>Any report that is folded from the journal.</summary>
internal sealed class GetReport(ReportDesk desk, SellerSettings settings, ConfigurationBook configuration, ReportPrinter printer, TimeProvider clock)
{
    private const int MostYears = 20;

    [Function(nameof(GetReport))]
    [ApiOperation("reports", "A report as of any day, as it was known at any instant, held against the accounts' states; docs/reports.md lists the kinds. As CSV with format=csv or Accept: text/csv, as PDF with charts with format=pdf or Accept: application/pdf.",
        Answer = typeof(ReportResource), AnswerContentType = "text/csv,application/pdf", Query = ["!seller: whose books", "asOf: the last posting date that counts; today where it is left out", "knownAt: what was recorded later does not count; now where it is left out",
            "from: the first day, for reports of a period; the first of the month of asOf where it is left out", "basis: dueDate or issueDate, for the aging", "format: json, csv or pdf"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reports/{kind}")] HttpRequest request, string kind, CancellationToken cancellation)
    {
        var report = ReportKind.All.FirstOrDefault(known => known.Name == kind)
            ?? throw new ProblemException(Problems.NotFound($"report '{kind}'; there are {string.Join(", ", ReportKind.All.Select(known => known.Name))}"));
        var now = clock.GetUtcNow();
        var query = new QueryReader(request);
        var (seller, asOf, knownAt, from, basis, format) = (query.Seller(), query.Date("asOf"), query.Instant("knownAt"), query.Date("from"), query.Choice<AgingBasis>("basis"), query.Choice<ReportFormat>("format"));
        query.Check(knownAt is null || knownAt <= now, "knownAt", "must not be in the future");
        query.Check(asOf is null || asOf.Value.Year <= now.Year + MostYears, "asOf", $"must be at most {MostYears} years ahead");
        query.Check(from is null || asOf is null || from <= asOf, "from", "must not be after asOf");
        query.End();
        await settings.RequireCompleteAsync(seller, cancellation);

        var day = asOf ?? (await configuration.ReadAsync(seller, cancellation)).DateAt(now);
        if (from is { } first && first.Year < day.Year - MostYears)
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-query", $"from must be at most {MostYears} years before asOf: a report of a period has rows for each month.");
        if (from > day)
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-query", $"from must not be after asOf, which is {day:O} where it is left out.");
        var question = new ReportQuestion(report, seller, from ?? new DateOnly(day.Year, day.Month, 1), new ReportMoment(day, knownAt ?? now), basis ?? AgingBasis.DueDate);
        var made = await desk.MakeAsync(question, cancellation);
        return (format ?? ReportAnswer.AskedFor(request)) switch
        {
            ReportFormat.Pdf => await PrintedAsync(made, cancellation),
            var other => new ReportAnswer(made, other == ReportFormat.Csv),
        };
    }

    private async Task<IActionResult> PrintedAsync(OpenReport made, CancellationToken cancellation)
    {
        using (made)
        {
            return new FileContentResult(await printer.PrintAsync(made.Report, cancellation), DocumentStore.PdfType) { FileDownloadName = $"{made.Report.Kind}-{made.Report.Moment.AsOf:O}.pdf" };
        }
    }
}
