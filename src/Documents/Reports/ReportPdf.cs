using System.Globalization;
using Billing.Documents.Letterheads;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Reports;

/// <summary>Prints reports, with charts where the kind has one.</summary>
public static class ReportPdf
{
    /// <summary>More rows than anybody reads on paper: some 50 pages. What is longer is data, and CSV has it.</summary>
    public const int MostRows = 2000;

    /// <summary>The report as a PDF file, in the seller's language. The same report gives the same bytes; its last day is the file's date.</summary>
    /// <param name="report">The numbers; its rows are read once.</param>
    /// <param name="seller">Whose books.</param>
    /// <param name="assets">The seller's.</param>
    /// <exception cref="ReportTooLongException">It has more than <see cref="MostRows"/> rows.</exception>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a picture that can be used.</exception>
    public static byte[] Render(Report report, Seller seller, DocumentAssets assets)
    {
        var (tables, left) = (new List<HeldTable>(), MostRows);
        foreach (var table in report.Tables)
        {
            List<IReadOnlyList<object?>> rows = [.. table.Rows.Take(left + 1)];
            if ((left -= rows.Count) < 0)
                throw new ReportTooLongException(report.Kind);
            tables.Add(new HeldTable(table, rows));
        }

        return new ReportComposer(report, tables, seller, assets).Print();
    }

    /// <summary>What a report is called in a language.</summary>
    /// <param name="kind">Its name in the API.</param>
    /// <param name="language">A BCP 47 tag.</param>
    public static string TitleOf(string kind, string language) => DocumentCulture.Of(language).Texts.Report.TitleOf(kind);
}

/// <summary>A report has more rows than are printed.</summary>
public sealed class ReportTooLongException(string kind) : Exception(string.Create(CultureInfo.InvariantCulture, $"The report {kind} has more than {ReportPdf.MostRows} rows, which is too long for PDF; take it as CSV with format=csv."))
{
    /// <summary>Names the problem in the API.</summary>
    public const string Code = "report-too-long";
}
