namespace Billing.Domain;

/// <summary>How fast customers pay, a row for each month of the period: days sales outstanding, what they would be if nobody paid late, the days that late
/// payers add, and the share of what could be collected that was. Days and shares have one decimal, rounded once, half away from zero; they are empty where
/// there is nothing to divide by.</summary>
/// <remarks>Credit sales are invoices and late charges less what cancellations and credit notes took off the receivables, with tax as the receivables have it.
/// DSO = receivables / sales × days; best possible DSO = receivables that are not yet due / sales × days; days delinquent are the difference; collection
/// effectiveness = (opening + sales - receivables) / (opening + sales - receivables not yet due) × 100.</remarks>
public sealed class DaysSalesOutstanding(ReportQuestion question) : ReportFold(new ReportLayout("months",
    [
        ReportColumn.Text("month"), ReportColumn.Count("days", isTotalled: false), ReportColumn.Amount("opening", isTotalled: false), ReportColumn.Amount("creditSales"), ReportColumn.Amount("receivables", isTotalled: false),
        ReportColumn.Amount("current", isTotalled: false), ReportColumn.Amount("overdue", isTotalled: false), ReportColumn.Ratio("dso"), ReportColumn.Ratio("bestPossibleDso"), ReportColumn.Ratio("daysDelinquent"), ReportColumn.Ratio("collectionEffectiveness"),
    ]))
{
    private const int Decimals = 1;

    private readonly DateOnly[] months = [.. question.Months()];
    private readonly Dictionary<(string AccountId, string DocumentId), Item> items = [];
    private readonly SortedDictionary<string, Sums> currencies = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (!items.TryGetValue((line.Source, line.DocumentId), out var item))
            items[(line.Source, line.DocumentId)] = item = new Item(line.Amount.Currency);
        item.DueDate = line.DueDate ?? item.DueDate;
        if (line.PostingDate < question.From)
        {
            item.Opening += line.Amount.Amount;
            return;
        }

        var month = (line.PostingDate.Year - question.From.Year) * 12 + line.PostingDate.Month - question.From.Month;
        item.Moved[month] = item.Moved.GetValueOrDefault(month) + line.Amount.Amount;
        if (ReceivableMovements.Of(line.Cause) is ReceivableMovement.Invoiced or ReceivableMovement.LateCharges or ReceivableMovement.Cancelled || line.Cause == nameof(CreditNoteIssued))
            Of(line.Amount.Currency).Sales[month] += line.Amount.Amount;
    }

    /// <inheritdoc />
    public override IEnumerable<(string AccountId, string DocumentId)> Undescribed() =>
        items.Where(known => known.Value is { DueDate: null } item && Balances(item).Any(balance => balance > 0)).Select(known => known.Key);

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var item in items.Values)
        {
            var sums = Of(item.Currency);
            sums.Opening += item.Opening;
            foreach (var (month, balance) in Balances(item).Index())
            {
                var isOverdue = balance > 0 && item.DueDate < EndOf(month);
                sums.Overdue[month] += isOverdue ? balance : 0;
                sums.Current[month] += isOverdue ? 0 : balance;
            }
        }

        items.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var sums in currencies.Values.Where(known => known.IsShown))
        {
            var opening = sums.Opening;
            for (var month = 0; month < months.Length; month++)
            {
                var (sales, current, overdue) = (sums.Sales[month], sums.Current[month], sums.Overdue[month]);
                var (closing, days) = (current + overdue, EndOf(month).DayNumber - (months[month] > question.From ? months[month] : question.From).DayNumber + 1);
                rows.Add("months", sums.Currency, $"{months[month]:yyyy-MM}", (long)days, sums.Amount(opening), sums.Amount(sales), sums.Amount(closing), sums.Amount(current), sums.Amount(overdue),
                    Ratio(closing * days, sales), Ratio(current * days, sales), Ratio(overdue * days, sales), Ratio((opening + sales - closing) * 100, opening + sales - current));
                opening = closing;
            }
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => currencies.Values.SelectMany(sums => new[]
    {
        new ReportTie("opening", [ChartOfAccounts.Receivables], TieBasis.Opening, new Money(sums.Opening, sums.Currency)),
        new ReportTie("receivables", [ChartOfAccounts.Receivables], TieBasis.Balance, new Money(sums.Current[^1] + sums.Overdue[^1], sums.Currency)),
    });

    // With its decimal also where that is 0.
    private static object? Ratio(decimal part, decimal whole) => whole > 0 ? decimal.Round(part / whole, Decimals, MidpointRounding.AwayFromZero) + 0.0m : null;

    // At the end of each month.
    private IEnumerable<decimal> Balances(Item item)
    {
        var balance = item.Opening;
        for (var month = 0; month < months.Length; month++)
            yield return balance += item.Moved.GetValueOrDefault(month);
    }

    private DateOnly EndOf(int month) => months[month].AddMonths(1).AddDays(-1) is var last && last < question.Moment.AsOf ? last : question.Moment.AsOf;

    private Sums Of(Currency currency)
    {
        if (!currencies.TryGetValue(currency.Code, out var sums))
            currencies[currency.Code] = sums = new Sums(currency, months.Length);
        return sums;
    }

    private sealed class Item(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public DateOnly? DueDate { get; set; }

        public decimal Opening { get; set; }

        public Dictionary<int, decimal> Moved { get; } = [];
    }

    private sealed class Sums(Currency currency, int months)
    {
        public Currency Currency { get; } = currency;

        public decimal Opening { get; set; }

        public decimal[] Sales { get; } = new decimal[months];

        public decimal[] Current { get; } = new decimal[months];

        public decimal[] Overdue { get; } = new decimal[months];

        public bool IsShown => Opening != 0 || Sales.Concat(Current).Concat(Overdue).Any(amount => amount != 0);

        public object Amount(decimal amount) => new Money(amount, Currency).Amount;
    }
}
