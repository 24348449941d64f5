using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Functions.Journal;

namespace Billing.DevHost.Demo;

/// <summary>Holds what the general ledger was given against itself and against the journal.</summary>
internal static class LedgerExportCheck
{
    /// <summary>What does not hold of the exports.</summary>
    /// <param name="exports">The exports as the API shows them, each with its seller, in order.</param>
    /// <param name="journal">All lines.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<JsonNode> exports, IReadOnlyList<JournalRow> journal)
    {
        foreach (var series in exports.GroupBy(export => (Seller: (string)export["sellerId"]!, Format: (string)export["format"]!)))
        {
            var before = new Dictionary<(string Account, string Currency), decimal>();
            foreach (var export in series)
            {
                var name = $"the export {export["exportId"]} of {series.Key.Seller}";
                if ((string)export["state"]! != "completed")
                    yield return $"{name} is completed";
                var rows = export["trialBalance"]!.AsArray().Select(row => row!).ToList();
                foreach (var alike in rows.GroupBy(row => (string)row["opening"]!["currency"]!))
                {
                    if (alike.Sum(row => AmountOf(row, "debits")) != alike.Sum(row => AmountOf(row, "credits")) || alike.Sum(row => AmountOf(row, "closing")) != 0)
                        yield return $"{name} balances in {alike.Key}";
                }

                if (rows.Any(row => AmountOf(row, "opening") != before.GetValueOrDefault(KeyOf(row))))
                    yield return $"{name} begins with what the one before ended with";
                before = rows.ToDictionary(KeyOf, row => AmountOf(row, "closing"));
            }

            foreach (var fault in Differing(series.Key.Seller, series.Last(), before, journal))
                yield return fault;
        }
    }

    private static IEnumerable<string> Differing(string seller, JsonNode last, Dictionary<(string Account, string Currency), decimal> closing, IReadOnlyList<JournalRow> journal)
    {
        var through = DateOnly.ParseExact($"{last["period"]}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1);
        var knownAt = (DateTimeOffset)last["knownAt"]!;
        var currency = (string?)last["currency"];
        var booked = journal.Where(line => line.SellerId == seller && line.PostingDate <= through && line.RecordedAt <= knownAt && (currency is null || line.Amount.Currency.Code == currency))
            .GroupBy(line => (line.LedgerAccount, line.Amount.Currency.Code)).ToDictionary(alike => alike.Key, alike => alike.Sum(line => line.Amount.Amount));
        return closing.Keys.Union(booked.Keys).Where(account => closing.GetValueOrDefault(account) != booked.GetValueOrDefault(account))
            .Select(account => $"{account.Item1} in {account.Item2} is {closing.GetValueOrDefault(account)} in the general ledger of {seller} after {last["exportId"]} and {booked.GetValueOrDefault(account)} in the journal");
    }

    private static (string Account, string Currency) KeyOf(JsonNode row) => ((string)row["ledgerAccount"]!, (string)row["opening"]!["currency"]!);

    private static decimal AmountOf(JsonNode row, string column) => decimal.Parse((string)row[column]!["amount"]!, CultureInfo.InvariantCulture);
}
