namespace Billing.Domain;

/// <summary>Rows that are held in memory.</summary>
public sealed class HeldRows : IReportRows
{
    private readonly Dictionary<(string Table, Currency Currency), List<IReadOnlyList<object?>>> rows = [];

    /// <inheritdoc />
    public void Add(string table, Currency currency, params IReadOnlyList<object?> cells)
    {
        if (!rows.TryGetValue((table, currency), out var known))
            rows[(table, currency)] = known = [];
        known.Add(cells);
    }

    /// <summary>The tables, sorted as their layouts say.</summary>
    public IReadOnlyList<ReportTable> Tables(IReadOnlyList<ReportLayout> layouts) =>
    [
        .. layouts.SelectMany(layout => rows.Where(known => known.Key.Table == layout.Name).OrderBy(known => known.Key.Currency.Code, StringComparer.Ordinal).Select(known =>
        {
            var totals = new ReportTotals(layout, known.Key.Currency);
            known.Value.ForEach(totals.Add);
            return new ReportTable(layout.Name, known.Key.Currency, layout.Columns, known.Value.Order(new RowOrder(layout)), totals.Cells());
        })),
    ];
}

/// <summary>The sums of a table's columns.</summary>
/// <param name="layout">Of the table.</param>
/// <param name="currency">Of its amounts.</param>
public sealed class ReportTotals(ReportLayout layout, Currency currency)
{
    private readonly decimal[] amounts = new decimal[layout.Columns.Count];
    private readonly long[] counts = new long[layout.Columns.Count];

    /// <summary>Adds a row.</summary>
    public void Add(IReadOnlyList<object?> cells)
    {
        for (var index = 0; index < cells.Count; index++)
        {
            if (!layout.Columns[index].IsTotalled)
                continue;
            if (cells[index] is decimal amount)
                amounts[index] += amount;
            else if (cells[index] is long count)
                counts[index] += count;
        }
    }

    /// <summary>A cell for each column.</summary>
    public IReadOnlyList<object?> Cells() => [.. layout.Columns.Select((column, index) => column switch
    {
        { IsTotalled: false } => null,
        { Type: ReportColumnType.Count } => counts[index],
        _ => (object)new Money(amounts[index], currency).Amount,
    })];
}

/// <summary>The order of rows: by the first columns of their layout, in the order of the columns.</summary>
public sealed class RowOrder(ReportLayout layout) : IComparer<IReadOnlyList<object?>>
{
    /// <inheritdoc />
    public int Compare(IReadOnlyList<object?>? x, IReadOnlyList<object?>? y)
    {
        for (var index = 0; index < layout.SortedBy; index++)
        {
            var compared = (x![index], y![index]) switch
            {
                (string a, string b) => string.CompareOrdinal(a, b),
                var (a, b) => Comparer<object>.Default.Compare(a, b),
            };
            if (compared != 0)
                return compared;
        }

        return 0;
    }
}
