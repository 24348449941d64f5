namespace Billing.Domain;

/// <summary>What was billed, what of it is earned and what is deferred, by product and month; and in which months what is deferred will be earned. Opening
/// + billed - recognised = closing, and the schedule sums to the closing.</summary>
public sealed class RevenueByProduct(ReportQuestion question) : ReportFold(
    new ReportLayout("products", [ReportColumn.Text("product"), ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), ReportColumn.Amount("billed"), ReportColumn.Amount("recognised"), ReportColumn.Amount("closing", isTotalled: false)], SortedBy: 2),
    new ReportLayout("schedule", [ReportColumn.Text("product"), ReportColumn.Text("month"), ReportColumn.Amount("toRecognise")], SortedBy: 2))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads = [Deferred, Revenue];

    private const string Deferred = "deferred-revenue:";
    private const string Revenue = "revenue:";

    private readonly Dictionary<(string Currency, string Product), Sums> products = [];
    private readonly Dictionary<(string Source, string Version), Schedule> later = [];

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        var (sums, isDeferred) = (Of(line), line.LedgerAccount.StartsWith(Deferred, StringComparison.Ordinal));
        if (line.PostingDate < question.From)
        {
            sums.Opening -= isDeferred ? line.Amount.Amount : 0;
            return;
        }

        // What is earned leaves one account for the other; what is left of both was billed.
        var month = ReportQuestion.MonthOf(line.PostingDate);
        var (billed, recognised) = sums.Months.GetValueOrDefault(month);
        sums.Months[month] = (billed - line.Amount.Amount, recognised - (isDeferred ? 0 : line.Amount.Amount));
    }

    /// <inheritdoc />
    public override void AddLater(PostedLine line)
    {
        if (!line.LedgerAccount.StartsWith(Deferred, StringComparison.Ordinal))
            return;
        if (!later.TryGetValue((line.Source, line.Version), out var schedule))
            later[(line.Source, line.Version)] = schedule = new Schedule();
        if (line.Tax is not null)
            schedule.IsBilledLater = true;
        else
            schedule.Lines.Add((Of(line), ReportQuestion.MonthOf(line.PostingDate), line.Amount.Amount));
    }

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var schedule in later.Values.Where(known => !known.IsBilledLater))
        {
            foreach (var (sums, month, amount) in schedule.Lines)
                sums.Schedule[month] = sums.Schedule.GetValueOrDefault(month) + amount;
        }

        later.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var ((_, product), sums) in products)
        {
            var closing = sums.Opening;
            foreach (var month in question.Months())
            {
                var (opening, (billed, recognised)) = (closing, sums.Months.GetValueOrDefault(month));
                closing += billed - recognised;
                if (opening != 0 || billed != 0 || recognised != 0)
                    rows.Add("products", sums.Currency, product, $"{month:yyyy-MM}", Amount(opening, sums), Amount(billed, sums), Amount(recognised, sums), Amount(closing, sums));
            }

            sums.Closing = closing;
            foreach (var (month, amount) in sums.Schedule.Where(known => known.Value != 0))
                rows.Add("schedule", sums.Currency, product, $"{month:yyyy-MM}", Amount(amount, sums));
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => products.Values.GroupBy(sums => sums.Currency).OrderBy(alike => alike.Key.Code, StringComparer.Ordinal).SelectMany(alike => new[]
    {
        Tie("opening", [Deferred], TieBasis.Opening, alike, sums => sums.Opening),
        Tie("billed", Reads, TieBasis.Movement, alike, sums => sums.Months.Values.Sum(month => month.Billed)),
        Tie("recognised", [Revenue], TieBasis.Movement, alike, sums => sums.Months.Values.Sum(month => month.Recognised)),
        Tie("closing", [Deferred], TieBasis.Balance, alike, sums => sums.Closing),
        Tie("toRecognise", [Deferred], TieBasis.Balance, alike, sums => sums.Schedule.Values.Sum()),
    });

    private static ReportTie Tie(string shown, IReadOnlyList<string> accounts, TieBasis basis, IGrouping<Currency, Sums> alike, Func<Sums, decimal> figure) =>
        new(shown, accounts, basis, new Money(-alike.Sum(figure), alike.Key));

    private static object Amount(decimal amount, Sums sums) => new Money(amount, sums.Currency).Amount;

    private Sums Of(PostedLine line)
    {
        var key = (line.Amount.Currency.Code, line.LedgerAccount[(line.LedgerAccount.IndexOf(':') + 1)..]);
        if (!products.TryGetValue(key, out var sums))
            products[key] = sums = new Sums(line.Amount.Currency);
        return sums;
    }

    private sealed class Sums(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public decimal Opening { get; set; }

        public decimal Closing { get; set; }

        public Dictionary<DateOnly, (decimal Billed, decimal Recognised)> Months { get; } = [];

        public SortedDictionary<DateOnly, decimal> Schedule { get; } = [];
    }

    // What one version of an account has still to earn. What is billed after the day of the report is not deferred on it.
    private sealed class Schedule
    {
        public bool IsBilledLater { get; set; }

        public List<(Sums Sums, DateOnly Month, decimal Amount)> Lines { get; } = [];
    }
}
