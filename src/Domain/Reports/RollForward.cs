namespace Billing.Domain;

/// <summary>How the receivables came from the opening to the closing balance, a row for each month of the period.</summary>
public sealed class RollForward(ReportQuestion question) : ReportFold(new ReportLayout("months",
    [ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), .. Movements.Select(movement => ReportColumn.Amount(movement)), ReportColumn.Amount("closing", isTotalled: false)]))
{
    private static readonly string[] Movements = [.. Enum.GetNames<ReceivableMovement>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
    private readonly SortedDictionary<string, Sums> currencies = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (line.LedgerAccount != ChartOfAccounts.Receivables)
            return;
        if (!currencies.TryGetValue(line.Amount.Currency.Code, out var sums))
            currencies[line.Amount.Currency.Code] = sums = new Sums(line.Amount.Currency);
        if (line.PostingDate < question.From)
        {
            sums.Opening += line.Amount.Amount;
            return;
        }

        var month = new DateOnly(line.PostingDate.Year, line.PostingDate.Month, 1);
        if (!sums.Months.TryGetValue(month, out var moved))
            sums.Months[month] = moved = new decimal[Movements.Length];
        moved[(int)ReceivableMovements.Of(line.Cause)] += line.Amount.Amount;
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var sums in currencies.Values)
        {
            sums.Closing = sums.Opening + sums.Months.Values.Sum(moved => moved.Sum());
            if (sums.Opening == 0 && sums.Months.Count == 0)
                continue;
            var balance = sums.Opening;
            for (var month = new DateOnly(question.From.Year, question.From.Month, 1); month <= question.Moment.AsOf; month = month.AddMonths(1))
            {
                var moved = sums.Months.GetValueOrDefault(month) ?? new decimal[Movements.Length];
                var opening = balance;
                balance += moved.Sum();
                rows.Add("months", sums.Currency, [$"{month:yyyy-MM}", Amount(opening, sums), .. moved.Select(amount => Amount(amount, sums)), Amount(balance, sums)]);
            }
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => currencies.Values.SelectMany(sums => new[]
    {
        new ReportTie("opening", [ChartOfAccounts.Receivables], TieBasis.Opening, new Money(sums.Opening, sums.Currency)),
        new ReportTie("closing", [ChartOfAccounts.Receivables], TieBasis.Balance, new Money(sums.Closing, sums.Currency)),
    });

    private static object Amount(decimal amount, Sums sums) => new Money(amount, sums.Currency).Amount;

    private sealed class Sums(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public decimal Opening { get; set; }

        public decimal Closing { get; set; }

        public Dictionary<DateOnly, decimal[]> Months { get; } = [];
    }
}
