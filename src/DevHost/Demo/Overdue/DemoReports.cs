using System.Text;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Takes every report of a month on its last day, and asks for the same again at the end.</summary>
internal sealed class DemoReports(Samples samples, OperatorClient operators, DirectoryInfo folder)
{
    private const int AtOnce = 4;

    /// <summary>When a month's last day is looked back upon: later than all that is done on it, and some minutes after the moment that the reports are of.</summary>
    public static readonly TimeOnly LookedAt = new(23, 40);

    private static readonly TimeOnly KnownBy = new(23, 30);

    private readonly SortedDictionary<string, (string Path, byte[] Taken)> taken = new(StringComparer.Ordinal);

    /// <summary>How many were taken.</summary>
    public int Count => taken.Count;

    /// <summary>Takes the reports of the month that ends on a day, by what is known in the evening of that day.</summary>
    public async Task TakeAsync(DateOnly day, CancellationToken cancel)
    {
        var asked = samples.Sellers.SelectMany(seller => ReportKind.All.Select(kind => (
            Name: Path.Combine($"{day:yyyy-MM}", $"{seller.SellerId}-{kind.Name}.csv"),
            Path: $"api/reports/{kind.Name}?seller={seller.SellerId}&asOf={day:yyyy-MM-dd}&knownAt={day:yyyy-MM-dd}T{KnownBy:HH:mm}:00Z&format=csv"))).ToList();
        foreach (var (name, path, content) in await AskAsync(asked, cancel))
        {
            taken[name] = (path, content);
            var file = Path.Combine(folder.FullName, "reports", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content, cancel);
        }
    }

    /// <summary>The reports that say something else of the same day now, as it was known then.</summary>
    public async Task<IReadOnlyList<string>> ChangedAsync(CancellationToken cancel) =>
        [.. (await AskAsync([.. taken.Select(report => (report.Key, report.Value.Path))], cancel)).Where(again => !again.Content.AsSpan().SequenceEqual(taken[again.Name].Taken)).Select(again => again.Name)];

    /// <summary>What a report of the last month's end sums up to, by the seller's currencies: the last column of the table's totals.</summary>
    public IEnumerable<Money> TotalsOf(string kind, string table) =>
        from report in taken.Where(report => report.Key.EndsWith($"-{kind}.csv", StringComparison.Ordinal) && report.Key.StartsWith($"{DemoRun.LastDay:yyyy-MM}", StringComparison.Ordinal))
        from row in CsvRows.Of(Encoding.UTF8.GetString(report.Value.Taken))
        where row["table"] == $"{table} total"
        select new Money(decimal.Parse(row["amount"], System.Globalization.CultureInfo.InvariantCulture), Currency.Of(row["currency"]));

    private async Task<IReadOnlyList<(string Name, string Path, byte[] Content)>> AskAsync(IReadOnlyList<(string Name, string Path)> asked, CancellationToken cancel)
    {
        var answers = new (string, string, byte[])[asked.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (index, ended) =>
            answers[index] = (asked[index].Name, asked[index].Path, await operators.GetBytesAsync(asked[index].Path, ended)));
        return answers;
    }
}
