using System.Globalization;
using System.Text;
using CsvHelper;

namespace Billing.Documents.Csv;

/// <summary>CSV in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are none.</summary>
public static class CsvText
{
    private const int RowsAtOnce = 1_000;

    /// <summary>The rows in parts of some kilobytes, so that a long table is never held as a whole.</summary>
    /// <param name="rows">The header first; a cell is a text, a number, a date or nothing.</param>
    public static IEnumerable<byte[]> Parts(IEnumerable<IReadOnlyList<object?>> rows)
    {
        foreach (var part in rows.Chunk(RowsAtOnce))
        {
            using var bytes = new MemoryStream();
            using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture))
            {
                foreach (var row in part)
                {
                    foreach (var cell in row)
                        csv.WriteField(Cell(cell));
                    csv.NextRecord();
                }
            }

            yield return bytes.ToArray();
        }
    }

    /// <summary>A cell as text: numbers, dates and moments (UTC) in the invariant form.</summary>
    public static string Cell(object? cell) => cell switch
    {
        null => "",
        string text => Defused(text),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    // What spreadsheets begin a formula with, also after blanks and in full width (OWASP, "CSV Injection").
    private static string Defused(string text) => text.TrimStart() is [var first, ..] && (text[0] is '\t' or '\r' or '\n' || first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') ? $"'{text}" : text;
}
