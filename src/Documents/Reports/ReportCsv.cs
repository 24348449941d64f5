using System.Globalization;
using Billing.Documents.Csv;
using Billing.Domain;

namespace Billing.Documents.Reports;

/// <summary>A report as one table: every row names its table and currency, and the columns are those of all tables. The last rows are what was tied, and of
/// when the report is.</summary>
public static class ReportCsv
{
    /// <summary>The file in parts.</summary>
    public static IEnumerable<byte[]> Parts(Report report) => CsvText.Parts(Rows(report));

    private static IEnumerable<IReadOnlyList<object?>> Rows(Report report)
    {
        List<string> columns = [.. report.Tables.SelectMany(table => table.Columns).Select(column => column.Name).Distinct(StringComparer.Ordinal)];
        yield return ["table", "currency", .. columns, "text"];
        foreach (var table in report.Tables)
        {
            var places = table.Columns.Select(column => columns.IndexOf(column.Name)).ToArray();
            foreach (var row in table.Rows)
                yield return Row(table.Name, table.Currency.Code, columns.Count, places, row);
            if (table.Totals.Any(total => total is not null))
                yield return Row($"{table.Name} total", table.Currency.Code, columns.Count, places, table.Totals);
        }

        foreach (var control in report.Controls)
            yield return ["control", control.Amount.Currency.Code, .. new object?[columns.Count], $"{control.Shown}: {control.Amount} in {string.Join(" and ", control.Accounts)}"];
        yield return ["report", null, .. new object?[columns.Count], About(report)];
    }

    // What is complete is the same whenever it is asked for, so that is not said.
    private static string About(Report report) =>
        $"{report.Kind} of {report.SellerId} {(report.From is { } from ? $"from {from:O} through {report.Moment.AsOf:O}" : $"as of {report.Moment.AsOf:O}")}, known at {Instant(report.Moment.KnownAt)}{(report.CompleteTo < report.Moment.KnownAt ? $", complete to {Instant(report.CompleteTo)}" : "")}";

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    private static object?[] Row(string table, string currency, int columns, int[] places, IReadOnlyList<object?> cells)
    {
        var row = new object?[columns + 3];
        (row[0], row[1]) = (table, currency);
        for (var index = 0; index < places.Length; index++)
            row[places[index] + 2] = cells[index];
        return row;
    }
}
