using System.Globalization;
using Billing.Documents.GeneralLedger;
using Billing.Domain;
using CsCheck;
using CsvHelper;

namespace Billing.Documents.Tests.GeneralLedger;

/// <summary>What is read back from the files of each format, by readers that know the format alone, is what the trial balance says.</summary>
public sealed class ParseBackTests
{
    private static readonly string[] Accounts = ["receivables", "cash:stripe", "suspense", "deferred-revenue:crm", "tax-payable:DE", "customer-credit"];

    private static readonly Gen<IReadOnlyList<ExportedEntry>> Months = Gen.Select(Gen.Int[0, 61], Gen.Int[-90_000, 90_000].Array[1, 6], Gen.Int[0, 5].Array[7]).Array[0, 12].Select(entries => (IReadOnlyList<ExportedEntry>)
    [
        .. entries.OrderBy(entry => entry.Item1).Select((entry, index) => new ExportedEntry(index + 1, entry.Item1 < 31, HandMadeMonth.Entry(
            $"Invoice NORD-INV-2026-{index:D6}; \"ä\"", new DateOnly(2025, 12, 1).AddDays(entry.Item1),
            [.. entry.Item2.Append(-entry.Item2.Sum()).Select((cents, line) => (Accounts[entry.Item3[line]], cents / 100m))]))),
    ]);

    [Fact]
    public void The_month_made_by_hand_reads_back()
    {
        foreach (var format in Enum.GetValues<LedgerFormat>())
            RequireReadsBack(format, HandMadeMonth.Entries);
    }

    [Fact]
    public void Every_month_reads_back() => Gen.Select(Months, Gen.Enum<LedgerFormat>()).Sample((entries, format) => RequireReadsBack(format, entries), iter: 300);

    private static void RequireReadsBack(LedgerFormat format, IReadOnlyList<ExportedEntry> entries)
    {
        var head = HandMadeMonth.Head(format, entries: entries);
        var files = HandMadeMonth.Write(head, entries);
        var read = files.Names.SelectMany(name => format switch
        {
            LedgerFormat.Xero => Xero(files.Text(name)),
            LedgerFormat.Sie => Sie(files.Text(name)),
            LedgerFormat.Datev => Datev(files.Text(name)),
            _ => name.EndsWith("journal.csv", StringComparison.Ordinal) ? Csv(files.Text(name)) : [],
        }).ToList();

        var expected = HandMadeMonth.BalanceOf(entries).Rows.GroupBy(row => head.Mapping.Require(row.LedgerAccount).Code).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Closing.Amount));
        foreach (var code in expected.Keys.Union(read.Select(posting => posting.Code)))
            Assert.Equal(expected.GetValueOrDefault(code), read.Where(posting => posting.Code == code).Sum(posting => posting.Amount));
        if (format == LedgerFormat.Csv)
            RequireTable(files.Text(files.Names[1]), HandMadeMonth.BalanceOf(entries));
    }

    private static IEnumerable<(string Code, decimal Amount)> Csv(string text) => Rows(text).Select(row => (row["code"], Number(row["debit"]) - Number(row["credit"])));

    private static void RequireTable(string text, TrialBalance balance) => Assert.Equal(
        balance.Rows.Concat(balance.Totals).Select(row => (row.LedgerAccount, row.Opening.Amount, row.Debits.Amount, row.Credits.Amount, row.Closing.Amount)),
        Rows(text).Select(row => (row["ledger_account"], Number(row["opening"]), Number(row["debits"]), Number(row["credits"]), Number(row["closing"]))));

    // What has the same narration and date is one journal for Xero, and must balance.
    private static IEnumerable<(string Code, decimal Amount)> Xero(string text)
    {
        var rows = Rows(text).ToList();
        Assert.All(rows.GroupBy(row => (row["*Narration"], row["*Date"])), journal => Assert.Equal(0, journal.Sum(row => Number(row["*Amount"]))));
        Assert.All(rows, row => Assert.True(DateOnly.TryParseExact(row["*Date"], "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && row["*TaxRate"].Length > 0));
        return rows.Select(row => (row["*AccountCode"], Number(row["*Amount"])));
    }

    private static List<(string Code, decimal Amount)> Sie(string text)
    {
        var (postings, codes, open) = (new List<(string Code, decimal Amount)>(), new HashSet<string>(), -1);
        foreach (var fields in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(SieFields))
        {
            if (fields[0] == "#KONTO")
                codes.Add(fields[1]);
            else if (fields[0] == "{")
                open = postings.Count;
            else if (fields[0] == "#TRANS")
                postings.Add((fields[1], Number(fields[3])));
            else if (fields[0] == "}")
                Assert.Equal(0, postings.Skip(open).Sum(posting => posting.Amount));
        }

        Assert.All(postings, posting => Assert.Contains(posting.Code, codes));
        return postings;
    }

    private static List<string> SieFields(string line)
    {
        var (fields, field, isQuoted, isObject) = (new List<string>(), new System.Text.StringBuilder(), false, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\' && isQuoted)
                field.Append(line[++at]);
            else if (line[at] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && line[at] is '{' or '}' && line.Trim().Length > 1)
                isObject = line[at] == '{' && field.Append("{}").Length > 0;
            else if (line[at] == ' ' && !isQuoted && !isObject)
                Flush();
            else
                field.Append(line[at]);
        }

        Flush();
        return fields;

        void Flush()
        {
            if (field.Length > 0)
                fields.Add(field.ToString());
            field.Clear();
        }
    }

    private static List<(string Code, decimal Amount)> Datev(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(DatevFields).ToList();
        Assert.Equal((31, "EXTF", "700", "21", "Buchungsstapel", "13"), (lines[0].Count, lines[0][0], lines[0][1], lines[0][2], lines[0][3], lines[0][4]));
        Assert.All(lines.Skip(1), line => Assert.Equal(125, line.Count));
        var postings = new List<(string Code, decimal Amount)>();
        foreach (var line in lines.Skip(2))
        {
            var amount = decimal.Parse(line[0], NumberStyles.AllowDecimalPoint, CultureInfo.GetCultureInfo("de-DE"));
            var day = DateOnly.ParseExact($"{line[9]}{lines[0][14][..4]}", "ddMMyyyy", CultureInfo.InvariantCulture).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            Assert.InRange(string.CompareOrdinal(day, lines[0][14]), 0, int.MaxValue);
            Assert.InRange(string.CompareOrdinal(day, lines[0][15]), int.MinValue, 0);
            Assert.True(amount > 0 && line[1] is "S" or "H" && line[2] == "EUR" && line[13].Length is > 0 and <= 60 && line[6] != line[7]);
            Assert.Matches("^[A-Za-z0-9$&%*+/-]{1,36}$", line[10]);
            var debited = line[1] == "S" ? amount : -amount;
            postings.AddRange([(line[6], debited), (line[7], -debited)]);
        }

        return postings;
    }

    private static List<string> DatevFields(string line)
    {
        var (fields, isQuoted) = (new List<System.Text.StringBuilder> { new() }, false);
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            if (character == ';' && !isQuoted)
                fields.Add(new());
            else
                fields[^1].Append(character);
        }

        return [.. fields.Select(field => field.ToString()).Select(field => field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field)];
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        return rows;
    }

    private static decimal Number(string text) => text.Length == 0 ? 0 : decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
