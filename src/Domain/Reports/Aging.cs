namespace Billing.Domain;

/// <summary>What an aging has a row for.</summary>
public enum AgingLevel
{
    /// <summary>A bucket.</summary>
    Summary,

    /// <summary>A customer.</summary>
    Customer,

    /// <summary>An invoice.</summary>
    Invoice,
}

/// <summary>What customers owe, by how long it is overdue. What they have to their credit stands below 0 in a column of its own, and so does what was paid
/// on an invoice before the day it is posted on; all columns together are the receivables less the customers' credit.</summary>
/// <param name="question">As of when, and by due or issue date.</param>
/// <param name="level">What has a row.</param>
public sealed class Aging(ReportQuestion question, AgingLevel level) : ReportFold(Layout(level))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads = [ChartOfAccounts.Receivables, ChartOfAccounts.CustomerCredit];

    private static readonly string[] Buckets = ["current", "days1To30", "days31To60", "days61To90", "days91To120", "daysOver120", "unapplied"];

    private readonly Dictionary<string, AgedAccount> accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Summed> shown = new(StringComparer.Ordinal);

    private static int Unapplied => Buckets.Length - 1;

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (!accounts.TryGetValue(line.Source, out var account))
            accounts[line.Source] = account = new AgedAccount(line.Amount.Currency);
        if (line.LedgerAccount == ChartOfAccounts.CustomerCredit)
            account.Credit -= line.Amount.Amount;
        else
            account.Of(line.DocumentId).Add(line);
    }

    /// <inheritdoc />
    public override IEnumerable<(string AccountId, string DocumentId)> Undescribed() =>
        accounts.SelectMany(account => account.Value.Items.Where(item => item.Value is { Balance: > 0, DueDate: null }).Select(item => (account.Key, item.Key)));

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var (accountId, account) in accounts)
        {
            if (!shown.TryGetValue(account.Currency.Code, out var sums))
                shown[account.Currency.Code] = sums = new Summed(account.Currency);
            End(AccountId.Parse(accountId).Customer, account, sums, rows);
        }

        accounts.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        if (level != AgingLevel.Summary)
            return;
        foreach (var sums in shown.Values.Where(sums => sums.Amounts.AsSpan().ContainsAnyExcept(0m)))
        {
            for (var bucket = 0; bucket < Buckets.Length; bucket++)
                rows.Add("buckets", sums.Currency, Buckets[bucket], sums.Invoices[bucket], Amount(sums.Amounts[bucket], sums.Currency));
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => shown.Values.Select(sums => new ReportTie("balance", Reads, TieBasis.Balance, new Money(sums.Amounts.Sum(), sums.Currency)));

    private static ReportLayout Layout(AgingLevel level) => level switch
    {
        AgingLevel.Summary => new ReportLayout("buckets", [ReportColumn.Text("bucket"), ReportColumn.Count("invoices"), ReportColumn.Amount("amount")], SortedBy: 0),
        AgingLevel.Customer => new ReportLayout("customers", [ReportColumn.Text("customer"), .. Amounts()]),
        _ => new ReportLayout("invoices",
            [ReportColumn.Text("customer"), ReportColumn.Date("dueDate"), ReportColumn.Text("number"), ReportColumn.Text("documentId"), ReportColumn.Date("issueDate"), ReportColumn.Count("daysOverdue", isTotalled: false), .. Amounts()], SortedBy: 4),
    };

    private static IEnumerable<ReportColumn> Amounts() => Buckets.Append("balance").Select(name => ReportColumn.Amount(name));

    private void End(string customer, AgedAccount account, Summed sums, IReportRows rows)
    {
        Span<decimal> amounts = stackalloc decimal[Buckets.Length];
        amounts[Unapplied] = -account.Credit;
        foreach (var (documentId, item) in account.Items.Where(known => known.Value.Balance != 0))
        {
            var days = question.Moment.AsOf.DayNumber - ((question.Basis == AgingBasis.DueDate ? item.DueDate : item.IssueDate) ?? question.Moment.AsOf).DayNumber;
            var bucket = item.Balance < 0 ? Unapplied : BucketOf(days);
            amounts[bucket] += item.Balance;
            sums.Invoices[bucket] += bucket == Unapplied ? 0 : 1;
            if (level == AgingLevel.Invoice && bucket != Unapplied)
                rows.Add("invoices", account.Currency, [customer, item.DueDate, item.Number, documentId, item.IssueDate, (long)Math.Max(0, days), .. InBucket(bucket, item.Balance, account.Currency)]);
        }

        if (level == AgingLevel.Invoice && amounts[Unapplied] != 0)
            rows.Add("invoices", account.Currency, [customer, null, "", "", null, null, .. InBucket(Unapplied, amounts[Unapplied], account.Currency)]);
        if (level == AgingLevel.Customer && amounts.ContainsAnyExcept(0m))
            rows.Add("customers", account.Currency, [customer, .. Cells(amounts, account.Currency)]);
        for (var bucket = 0; bucket < amounts.Length; bucket++)
            sums.Amounts[bucket] += amounts[bucket];
    }

    private static int BucketOf(int days) => days <= 0 ? 0 : Math.Min((days - 1) / 30 + 1, Unapplied - 1);

    private static object?[] InBucket(int bucket, decimal amount, Currency currency)
    {
        Span<decimal> amounts = stackalloc decimal[Buckets.Length];
        amounts[bucket] = amount;
        return Cells(amounts, currency);
    }

    private static object?[] Cells(ReadOnlySpan<decimal> amounts, Currency currency)
    {
        var cells = new object?[amounts.Length + 1];
        var sum = 0m;
        for (var bucket = 0; bucket < amounts.Length; bucket++)
        {
            cells[bucket] = Amount(amounts[bucket], currency);
            sum += amounts[bucket];
        }

        cells[^1] = Amount(sum, currency);
        return cells;
    }

    private static object Amount(decimal amount, Currency currency) => new Money(amount, currency).Amount;

    private sealed class AgedAccount(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public decimal Credit { get; set; }

        public Dictionary<string, AgedItem> Items { get; } = new(StringComparer.Ordinal);

        public AgedItem Of(string documentId)
        {
            if (!Items.TryGetValue(documentId, out var item))
                Items[documentId] = item = new AgedItem();
            return item;
        }
    }

    private sealed class AgedItem
    {
        public decimal Balance { get; private set; }

        public string Number { get; private set; } = "";

        public DateOnly? IssueDate { get; private set; }

        public DateOnly? DueDate { get; private set; }

        public void Add(PostedLine line)
        {
            Balance += line.Amount.Amount;
            if (line.DueDate is not null)
                (Number, IssueDate, DueDate) = (line.Number, line.IssueDate, line.DueDate);
        }
    }

    private sealed class Summed(Currency currency)
    {
        public Currency Currency { get; } = currency;

        public decimal[] Amounts { get; } = new decimal[Buckets.Length];

        public long[] Invoices { get; } = new long[Buckets.Length];
    }
}
