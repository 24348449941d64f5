using Billing.Documents.Statements;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.Statements;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Statements;

/// <summary>Shows a statement without issuing it, by the fold that issues it.</summary>
internal sealed class PreviewStatement(StatementReader statements, AssetBook assets)
{
    [Function(nameof(PreviewStatement))]
    [ApiOperation("statements", "Shows a statement of account for a period; issues and sends nothing. As CSV or PDF with format=csv or pdf.", Answer = typeof(StatementResource), AnswerContentType = "text/csv,application/pdf", Query =
        ["kind: balanceForward, openItems or transactions; balanceForward where it is left out", "from: the first day; the first of the last day's month where it is left out", "through: the last day; today where it is left out", "format: json, csv or pdf"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/statements/preview")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var (kind, from, through, format) = Read(new QueryReader(request), await statements.TodayAsync(account, cancellation));
        var statement = await statements.PreviewAsync(account, kind, from, through, cancellation);
        return format switch
        {
            "csv" => new CsvAnswer(AccountStatementCsv.Rows(statement.Statement)),
            "pdf" => new FileContentResult(StatementPdf.Render(statement.ToDocument(), await assets.FindAsync(statement.Seller, cancellation)), DocumentStore.PdfType),
            _ => new JsonAnswer(StatementResource.Of(statement)),
        };
    }

    private static (StatementKind Kind, DateOnly From, DateOnly Through, string? Format) Read(QueryReader query, DateOnly today)
    {
        var (kind, format, through) = (query.Choice<StatementKind>("kind"), query.Text("format"), query.Date("through") ?? today);
        var from = query.Date("from") ?? StatementBody.FirstOfMonth(through);
        query.Check(format is null or "json" or "csv" or "pdf", "format", "must be json, csv or pdf");
        query.Check(through <= today, "through", $"has not come yet; today is {today:O}");
        query.Check(from <= through, "from", "must not be after through");
        query.Check(through.DayNumber - from.DayNumber <= StatementBody.LongestDays, "from", $"must be at most {StatementBody.LongestDays} days before through");
        query.End();
        return (kind ?? StatementKind.BalanceForward, from, through, format);
    }
}
