using System.Runtime.InteropServices;
using System.Text;
using Billing.Domain;

namespace Billing.Functions.Reports;

/// <summary>The rows of a report: held while they are few, else written to disk in sorted runs that are merged when they are read. So a report of a million
/// rows is sorted in bounded memory, and none of it is sent before all of it ties.</summary>
internal sealed class RowSpool(IReadOnlyList<ReportLayout> layouts) : IReportRows, IDisposable
{
    private const int HeldRowCount = 20_000;
    private readonly Dictionary<(string Table, Currency Currency), TableOnDisk> tables = [];
    private SpoolFile? file;
    private int held;

    public void Add(string table, Currency currency, params IReadOnlyList<object?> cells)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(tables, (table, currency), out _);
        (known ??= new TableOnDisk(layouts.Single(layout => layout.Name == table), currency)).Add(cells);
        held++;
    }

    /// <summary>A shard has given its rows: writes them to disk where they have become many.</summary>
    public void EndRun()
    {
        if (held <= HeldRowCount)
            return;
        file ??= new SpoolFile();
        foreach (var table in tables.Values)
            table.WriteRun(file);
        held = 0;
    }

    /// <summary>The tables, as the report gives them.</summary>
    public IReadOnlyList<ReportTable> Tables() =>
    [
        .. layouts.SelectMany(layout => tables.Where(known => known.Key.Table == layout.Name).OrderBy(known => known.Key.Currency.Code, StringComparer.Ordinal))
            .Select(known => known.Value.ToTable(file)),
    ];

    public void Dispose() => file?.Dispose();

    private sealed class TableOnDisk(ReportLayout layout, Currency currency)
    {
        private readonly List<(long Offset, long Length, int Count)> runs = [];
        private readonly ReportTotals totals = new(layout, currency);
        private readonly RowOrder order = new(layout);
        private List<IReadOnlyList<object?>> rows = [];

        public void Add(IReadOnlyList<object?> cells)
        {
            totals.Add(cells);
            rows.Add(cells);
        }

        public void WriteRun(SpoolFile file)
        {
            if (rows.Count == 0)
                return;
            var start = file.Length;
            using (var writer = new BinaryWriter(file.Writing, Encoding.UTF8, leaveOpen: true))
            {
                foreach (var row in rows.Order(order))
                {
                    foreach (var cell in row)
                        Write(writer, cell);
                }
            }

            runs.Add((start, file.Length - start, rows.Count));
            rows = [];
        }

        public ReportTable ToTable(SpoolFile? file) => new(layout.Name, currency, layout.Columns, Merged(file), totals.Cells());

        private IEnumerable<IReadOnlyList<object?>> Merged(SpoolFile? file)
        {
            if (runs.Count == 0)
                return rows.Order(order);
            var sources = runs.Select(run => Read(file!, run)).Append(rows.Order(order));
            return layout.SortedBy == 0 ? sources.SelectMany(rows => rows) : Merge(sources, order);
        }

        private static IEnumerable<IReadOnlyList<object?>> Merge(IEnumerable<IEnumerable<IReadOnlyList<object?>>> sources, RowOrder order)
        {
            // Rows that are alike stay in the order of their runs.
            var queue = new PriorityQueue<IEnumerator<IReadOnlyList<object?>>, (IReadOnlyList<object?> Row, int Run)>(
                Comparer<(IReadOnlyList<object?> Row, int Run)>.Create((a, b) => order.Compare(a.Row, b.Row) is not 0 and var compared ? compared : a.Run - b.Run));
            foreach (var (run, rows) in sources.Index())
            {
                var rowsOfRun = rows.GetEnumerator();
                if (rowsOfRun.MoveNext())
                    queue.Enqueue(rowsOfRun, (rowsOfRun.Current, run));
            }

            while (queue.TryDequeue(out var next, out var place))
            {
                yield return next.Current;
                if (next.MoveNext())
                    queue.Enqueue(next, (next.Current, place.Run));
            }
        }

        private IEnumerable<IReadOnlyList<object?>> Read(SpoolFile file, (long Offset, long Length, int Count) run)
        {
            using var reader = new BinaryReader(file.Read(run.Offset, run.Length), Encoding.UTF8);
            for (var index = 0; index < run.Count; index++)
                yield return [.. layout.Columns.Select(_ => Read(reader))];
        }

        private static void Write(BinaryWriter writer, object? cell)
        {
            switch (cell)
            {
                case null:
                    writer.Write((byte)0);
                    break;
                case string text:
                    writer.Write((byte)1);
                    writer.Write(text);
                    break;
                case decimal amount:
                    writer.Write((byte)2);
                    writer.Write(amount);
                    break;
                case DateOnly day:
                    writer.Write((byte)3);
                    writer.Write(day.DayNumber);
                    break;
                case long count:
                    writer.Write((byte)4);
                    writer.Write(count);
                    break;
                default:
                    throw new InvalidOperationException($"A {cell.GetType().Name} is no cell of a report.");
            }
        }

        private static object? Read(BinaryReader reader) => reader.ReadByte() switch
        {
            1 => reader.ReadString(),
            2 => reader.ReadDecimal(),
            3 => DateOnly.FromDayNumber(reader.ReadInt32()),
            4 => reader.ReadInt64(),
            _ => null,
        };
    }
}
