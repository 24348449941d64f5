using Billing.Documents.Csv;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Contract;

/// <summary>An answer as CSV in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are none.</summary>
/// <param name="Rows">The header first; a cell is a text, a number, a date or nothing.</param>
internal sealed record CsvAnswer(IEnumerable<IReadOnlyList<object?>> Rows) : IActionResult
{
    public const string ContentType = "text/csv; charset=utf-8";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        foreach (var part in CsvText.Parts(Rows))
            await response.Body.WriteAsync(part, context.HttpContext.RequestAborted);
    }
}
