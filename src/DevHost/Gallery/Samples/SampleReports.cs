using Billing.Domain;

namespace Billing.DevHost.Gallery.Samples;

/// <summary>Reports whose figures add up.</summary>
internal static class SampleReports
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly DateOnly AsOf = new(2026, 10, 31);
    private static readonly ReportMoment Moment = new(AsOf, new DateTimeOffset(2026, 11, 1, 3, 0, 0, TimeSpan.Zero));

    /// <summary>What is owed by age, in two currencies.</summary>
    internal static Report Aging()
    {
        string[] buckets = ["current", "days1To30", "days31To60", "days61To90", "days91To120", "daysOver120", "unapplied"];
        ReportTable Table(string currency, decimal[] amounts, long[] invoices) => new("buckets", Currency.Of(currency),
            [ReportColumn.Text("bucket"), ReportColumn.Count("invoices"), ReportColumn.Amount("amount")],
            [.. buckets.Select((bucket, index) => new object?[] { bucket, invoices[index], amounts[index] })], [null, invoices.Sum(), amounts.Sum()]);
        var (euro, pound) = (Table("EUR", [148_220.10m, 61_340.00m, 22_915.45m, 9_480.00m, 3_120.75m, 12_004.30m, -4_250.00m], [212, 87, 31, 12, 5, 9, 0]), Table("GBP", [18_400.00m, 2_950.50m, 0m, 780.00m, 0m, 0m, 0m], [24, 4, 0, 1, 0, 0, 0]));
        return Of("aging", null, [euro, pound], Tie("balance", "receivables", 252_830.60m), new ReportControl("balance", ["receivables", "customer-credit"], new Money(22_130.50m, Currency.Of("GBP"))));
    }

    /// <summary>How fast customers pay, over a year, of which one month has no sales.</summary>
    internal static Report CollectionSpeed()
    {
        decimal?[] dso = [41.2m, 43.5m, 39.8m, 38.1m, 44.9m, null, 47.3m, 45.0m, 42.6m, 40.4m];
        decimal[] effectiveness = [78.4m, 75.1m, 80.2m, 82.6m, 74.0m, 71.9m, 72.5m, 76.3m, 79.9m, 81.7m];
        var rows = dso.Select((days, index) => new object?[]
        {
            $"2026-{index + 1:00}", (long)DateTime.DaysInMonth(2026, index + 1), 180_000.00m + (index * 1_000), days is null ? 0.00m : 140_000.00m, 181_000.00m + (index * 1_000), 131_000.00m, 50_000.00m + (index * 1_000),
            days, days - 11.4m, days is null ? null : 11.4m, effectiveness[index],
        }).ToList();
        var table = new ReportTable("months", Euro,
            [
                ReportColumn.Text("month"), ReportColumn.Count("days", isTotalled: false), ReportColumn.Amount("opening", isTotalled: false), ReportColumn.Amount("creditSales"), ReportColumn.Amount("receivables", isTotalled: false),
                ReportColumn.Amount("current", isTotalled: false), ReportColumn.Amount("overdue", isTotalled: false), ReportColumn.Ratio("dso"), ReportColumn.Ratio("bestPossibleDso"), ReportColumn.Ratio("daysDelinquent"), ReportColumn.Ratio("collectionEffectiveness"),
            ],
            rows, [null, null, null, rows.Sum(row => (decimal)row[3]!), .. new object?[7]]);
        return Of("dso", new DateOnly(2026, 1, 1), [table], Tie("opening", "receivables", 180_000.00m), Tie("receivables", "receivables", 190_000.00m));
    }

    /// <summary>What processors and a bank received, over two months.</summary>
    internal static Report Cash()
    {
        object?[] Row(string processor, string month, decimal opening, decimal received, decimal refunded, decimal returned, decimal chargedBack, decimal fees, decimal payouts) =>
            [processor, month, opening, received, refunded, returned, chargedBack, fees, payouts, 0.00m, opening + received + refunded + returned + chargedBack + fees + payouts];
        object?[][] rows =
        [
            Row("bank", "2026-09", 12_400.00m, 88_310.20m, -410.00m, -1_200.00m, 0.00m, -18.50m, 60_115.00m), Row("bank", "2026-10", 159_196.70m, 91_045.00m, 0.00m, -350.00m, 0.00m, -19.00m, 64_870.25m),
            Row("gocardless", "2026-09", 310.00m, 21_480.00m, 0.00m, -990.00m, 0.00m, -214.80m, -20_100.00m), Row("gocardless", "2026-10", 485.20m, 23_015.00m, 0.00m, -480.00m, 0.00m, -230.15m, -22_000.00m),
            Row("stripe", "2026-09", 1_850.00m, 43_610.75m, -820.00m, 0.00m, -240.00m, -1_263.40m, -40_015.00m), Row("stripe", "2026-10", 3_122.35m, 46_920.10m, -1_105.00m, 0.00m, 0.00m, -1_358.20m, -42_870.25m),
        ];
        var table = new ReportTable("processors", Euro,
            [
                ReportColumn.Text("processor"), ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), ReportColumn.Amount("received"), ReportColumn.Amount("refunded"), ReportColumn.Amount("returned"), ReportColumn.Amount("chargedBack"),
                ReportColumn.Amount("fees"), ReportColumn.Amount("payouts"), ReportColumn.Amount("other"), ReportColumn.Amount("closing", isTotalled: false),
            ],
            rows, [null, null, null, .. Enumerable.Range(3, 7).Select(column => (object)rows.Sum(row => (decimal)row[column]!)), null]);
        return Of("cash-received", new DateOnly(2026, 9, 1), [table], Tie("closing", "cash:bank", 314_742.95m), Tie("closing", "cash:gocardless", 790.05m), Tie("closing", "cash:stripe", 4_709.00m));
    }

    /// <summary>Many open invoices, with names and numbers of some length, in a table of many columns.</summary>
    internal static Report AgingByInvoice(int invoices)
    {
        string[] amounts = ["current", "days1To30", "days31To60", "days61To90", "days91To120", "daysOver120", "unapplied", "balance"];
        var rows = Enumerable.Range(0, invoices).Select(index =>
        {
            var (cells, amount) = (Enumerable.Repeat(0.00m, amounts.Length).ToArray(), 1_190.00m + index);
            (cells[index % 6], cells[^1]) = (amount, amount);
            object?[] row = [$"customer-{index / 3:0000}", AsOf.AddDays(-index), $"NL-INV-2026-{index:000000}", $"i{index}", AsOf.AddDays(-index - 30), (long)index, .. cells.Select(cell => (object)cell)];
            return row;
        }).ToList();
        var table = new ReportTable("invoices", Euro,
            [ReportColumn.Text("customer"), ReportColumn.Date("dueDate"), ReportColumn.Text("number"), ReportColumn.Text("documentId"), ReportColumn.Date("issueDate"), ReportColumn.Count("daysOverdue", isTotalled: false), .. amounts.Select(name => ReportColumn.Amount(name))],
            rows, [null, null, null, null, null, null, .. Enumerable.Range(6, amounts.Length).Select(column => (object)rows.Sum(row => (decimal)row[column]!))]);
        return Of("aging-by-invoice", null, [table], Tie("balance", "receivables", rows.Sum(row => (decimal)row[^1]!)));
    }

    private static ReportControl Tie(string shown, string account, decimal amount) => new(shown, [account], new Money(amount, Euro));

    private static Report Of(string kind, DateOnly? from, IReadOnlyList<ReportTable> tables, params IReadOnlyList<ReportControl> controls) =>
        new(kind, "nordlicht", from, Moment, Moment.KnownAt, tables, controls);
}
