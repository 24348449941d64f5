using Billing.Documents.Reports;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;
using Billing.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Reports;

/// <summary>A report as JSON or CSV, streamed from where it was spooled.</summary>
internal sealed record ReportAnswer(OpenReport Open, bool AsCsv) : IActionResult
{
    /// <summary>The form that the header Accept names; JSON where it names none of these.</summary>
    public static ReportFormat AskedFor(HttpRequest request) => request.Headers.Accept.ToString() switch
    {
        var accept when accept.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) => ReportFormat.Csv,
        var accept when accept.StartsWith(DocumentStore.PdfType, StringComparison.OrdinalIgnoreCase) => ReportFormat.Pdf,
        _ => ReportFormat.Json,
    };

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

/// <summary>The forms that a report is given in.</summary>
internal enum ReportFormat
{
    /// <summary>As data.</summary>
    Json,

    /// <summary>As one table for spreadsheets.</summary>
    Csv,

    /// <summary>To be read, with charts.</summary>
    Pdf,
}
