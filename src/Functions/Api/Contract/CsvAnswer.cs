using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Contract;

/// <summary>An answer as CSV in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are none.</summary>
/// <param name="Rows">The header first; a cell is a text, a number, a date or nothing.</param>
internal sealed record CsvAnswer(IEnumerable<IReadOnlyList<object?>> Rows) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(Write(Rows), context.HttpContext.RequestAborted);
    }

    /// <summary>The rows as they are sent.</summary>
    public static byte[] Write(IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row)
                    csv.WriteField(cell switch { null => "", string text => Defused(text), DateOnly day => day.ToString("O", CultureInfo.InvariantCulture), var other => Convert.ToString(other, CultureInfo.InvariantCulture) });
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    // What spreadsheets begin a formula with, also after blanks and in full width (OWASP, "CSV Injection").
    private static string Defused(string text) => text.TrimStart() is [var first, ..] && (text[0] is '\t' or '\r' or '\n' || first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') ? $"'{text}" : text;
}
