using Billing.Documents.Charts;

namespace Billing.Documents.Reports;

/// <summary>The charts of reports: which table of which kind has one, and what it shows. Each table has its own, so each currency has.</summary>
internal static class ReportCharts
{
    private static readonly string[] Buckets = ["current", "days1To30", "days31To60", "days61To90", "days91To120", "daysOver120", "unapplied"];

    private static readonly Dictionary<(string Kind, string Table), Func<HeldTable, ReportWords, ChartData>> All = new()
    {
        [("aging", "buckets")] = ByAge,
        [("aging-by-customer", "customers")] = AllByAge,
        [("aging-by-invoice", "invoices")] = AllByAge,
        [("dso", "months")] = CollectionSpeed,
        [("cash-received", "processors")] = ReceivedByProcessor,
    };

    /// <summary>What the chart of a table shows; null where the table has none.</summary>
    internal static ChartData? Of(string kind, HeldTable table, ReportWords words) =>
        table.Rows.Count > 0 && All.TryGetValue((kind, table.Table.Name), out var chart) ? chart(table, words) : null;

    private static ChartData ByAge(HeldTable table, ReportWords words) =>
        Columns([.. table.TextsOf("bucket").Select(words.Column)], words.Column("amount"), table.NumbersOf("amount"));

    private static ChartData AllByAge(HeldTable table, ReportWords words) =>
        Columns([.. Buckets.Select(words.Column)], words.Column("balance"), [.. Buckets.Select(bucket => table.Table.Totals[table.IndexOf(bucket)] as decimal?)]);

    private static ChartData CollectionSpeed(HeldTable table, ReportWords words) => new(
        ChartForm.Lines,
        [.. table.TextsOf("month").Select(words.Month)],
        [new(words.Column("dso"), table.NumbersOf("dso")), new(words.Column("collectionEffectiveness"), table.NumbersOf("collectionEffectiveness"))]);

    private static ChartData ReceivedByProcessor(HeldTable table, ReportWords words)
    {
        var processors = table.TextsOf("processor").Zip(table.NumbersOf("received"), (processor, received) => (processor, received))
            .GroupBy(row => row.processor, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        return Columns([.. processors.Select(group => group.Key)], words.Column("received"), [.. processors.Select(group => (decimal?)group.Sum(row => row.received ?? 0))]);
    }

    private static ChartData Columns(IReadOnlyList<string> labels, string name, IReadOnlyList<decimal?> values) => new(ChartForm.Columns, labels, [new(name, values)]);
}
