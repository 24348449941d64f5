using System.Globalization;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Reports;

/// <summary>The names, texts and numbers of a report as its language writes them.</summary>
internal sealed class ReportWords(DocumentCulture culture)
{
    private const string MonthFormat = "yyyy-MM";

    /// <summary>A column, a figure or a bucket. Buckets are named as statements name them.</summary>
    internal string Column(string name) => name switch
    {
        "days1To30" => Range(1, 30),
        "days31To60" => Range(31, 60),
        "days61To90" => Range(61, 90),
        "days91To120" => Range(91, 120),
        "daysOver120" => culture.Fill(culture.Texts.Statement.OverdueMoreDays, 120),
        _ => culture.Texts.Report.ColumnOf(name),
    };

    /// <summary>A figure that was held against the books: one that is no column is told as the API tells it.</summary>
    internal string Figure(string shown) => shown.Contains(' ', StringComparison.Ordinal) ? culture.Value(shown) : Column(shown);

    /// <summary>A month that the report names as 2026-01.</summary>
    internal string Month(string month) =>
        DateOnly.TryParseExact(month, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? culture.Month(first) : culture.Value(month);

    /// <summary>A cell; empty where it has nothing.</summary>
    internal string Cell(ReportTable table, ReportColumn column, object? cell) => cell switch
    {
        null => "",
        string text => Text(column.Name, text),
        DateOnly date => culture.ShortDate(date),
        long count => culture.Quantity(count),
        decimal amount when column.Type == ReportColumnType.Amount => culture.Amount(new Money(amount, table.Currency)),
        decimal rate when column.Name == "rate" => culture.Quantity(rate),
        decimal ratio => culture.Ratio(ratio),
        _ => throw new InvalidOperationException($"A {cell.GetType().Name} is no cell of a report."),
    };

    private string Text(string column, string text) => column switch
    {
        "month" => Month(text),
        "bucket" => Column(text),
        "kind" => culture.Texts.Report.TableOf(text),
        _ => culture.Value(text),
    };

    private string Range(int first, int last) => culture.Fill(culture.Texts.Statement.OverdueDays, first, last);
}
