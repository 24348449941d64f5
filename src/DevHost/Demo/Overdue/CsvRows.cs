using System.Globalization;
using CsvHelper;

namespace Billing.DevHost.Demo;

/// <summary>Reads CSV texts by their headers.</summary>
internal static class CsvRows
{
    /// <summary>The rows, each by its columns.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string text)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? "", StringComparer.Ordinal));
        return rows;
    }
}
