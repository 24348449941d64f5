using Billing.Documents.Reports;
using Billing.Functions.Api.Contract;
using Billing.Functions.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Reports;

/// <summary>A report as JSON or CSV, streamed from where it was spooled.</summary>
internal sealed record ReportAnswer(OpenReport Open, bool AsCsv) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        using (Open)
        {
            var response = context.HttpContext.Response;
            response.ContentType = AsCsv ? CsvAnswer.ContentType : JsonAnswer.ContentType;
            response.Headers.CacheControl = "no-store";
            foreach (var part in AsCsv ? ReportCsv.Parts(Open.Report) : ReportJson.Parts(Open.Report))
                await response.Body.WriteAsync(part, context.HttpContext.RequestAborted);
        }
    }
}
