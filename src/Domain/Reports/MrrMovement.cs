namespace Billing.Domain;

/// <summary>How monthly recurring revenue moves.</summary>
public enum MrrMovementKind
{
    /// <summary>Of customers who never had a subscription that cost something.</summary>
    New,

    /// <summary>More of customers who have some already: another subscription, more units, a higher price.</summary>
    Expansion,

    /// <summary>Less of customers who keep some.</summary>
    Contraction,

    /// <summary>Of customers who have none any more.</summary>
    Churn,

    /// <summary>Of customers who had none left.</summary>
    Reactivation,

    /// <summary>Of subscriptions that are paused.</summary>
    Paused,

    /// <summary>Of subscriptions that were paused.</summary>
    Resumed,
}

/// <summary>How the monthly recurring revenue came from the opening to the closing, by month, from the events of subscriptions. What a month's end has is
/// held against the end of the month before, subscription by subscription; what comes and goes within a month does not show.</summary>
public sealed class MrrMovement(ReportQuestion question) : ReportFold(new ReportLayout("months",
    [ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), .. Kinds.Select(name => ReportColumn.Amount(name)), ReportColumn.Amount("closing", isTotalled: false), ReportColumn.Count("customers", isTotalled: false)]))
{
    private static readonly string[] Kinds = [.. Enum.GetNames<MrrMovementKind>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    private readonly DateOnly[] months = [.. question.Months()];
    private readonly Dictionary<string, AccountTimeline> accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Sums> currencies = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        // The books do not know what is agreed upon and not billed yet.
    }

    /// <inheritdoc />
    public override void Add(KnownEvents recorded)
    {
        if (!accounts.TryGetValue(recorded.AccountId, out var account))
            accounts[recorded.AccountId] = account = new AccountTimeline();
        account.Add(recorded);
    }

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var (accountId, account) in accounts.Where(known => known.Value.Subscriptions.Count > 0))
            End(Of(AccountId.Parse(accountId).Currency), account);
        accounts.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var sums in currencies.Values)
        {
            var balance = sums.Opening;
            for (var month = 0; month < months.Length; month++)
            {
                var opening = balance;
                balance += sums.Moved[month].Sum();
                rows.Add("months", sums.Currency, [$"{months[month]:yyyy-MM}", Amount(opening, sums), .. sums.Moved[month].Select(amount => Amount(amount, sums)), Amount(balance, sums), sums.Customers[month]]);
            }

            sums.Rolled = balance;
        }
    }

    /// <summary>There is no ledger account of what is agreed upon; the movements must lead to what the subscriptions cost at the end.</summary>
    public override IEnumerable<ReportTie> Ties() => currencies.Values.Select(sums => new ReportTie("opening and movements less what subscriptions cost at the end", [], TieBasis.Balance, new Money(sums.Rolled - sums.Closing, sums.Currency)));

    private void End(Sums sums, AccountTimeline account)
    {
        var last = question.From == DateOnly.MinValue ? question.From : question.From.AddDays(-1);
        var had = account.MonthlyOn(last, question.Prices);
        sums.Opening += had.Sum();
        for (var month = 0; month < months.Length; month++)
        {
            var day = months[month].AddMonths(1).AddDays(-1) is var end && end < question.Moment.AsOf ? end : question.Moment.AsOf;
            var has = account.MonthlyOn(day, question.Prices);
            var (hadAny, hasAny) = (had.Any(cost => cost != 0), has.Any(cost => cost != 0));
            var everHad = hadAny || (hasAny && account.HasCostBy(last, question.Prices));
            foreach (var (index, subscription) in account.Subscriptions.Index())
            {
                if (has[index] != had[index])
                    sums.Moved[month][(int)KindOf(had[index], has[index], subscription.IsPausedOn(last), subscription.IsPausedOn(day), hadAny, hasAny, everHad)] += has[index] - had[index];
            }

            sums.Customers[month] += hasAny ? 1 : 0;
            (had, last) = (has, day);
        }

        sums.Closing += had.Sum();
    }

    private static MrrMovementKind KindOf(decimal had, decimal has, bool wasPaused, bool isPaused, bool hadAny, bool hasAny, bool everHad) => (had, has) switch
    {
        (0, _) when wasPaused => MrrMovementKind.Resumed,
        (0, _) when hadAny => MrrMovementKind.Expansion,
        (0, _) => everHad ? MrrMovementKind.Reactivation : MrrMovementKind.New,
        (_, 0) when isPaused => MrrMovementKind.Paused,
        (_, 0) => hasAny ? MrrMovementKind.Contraction : MrrMovementKind.Churn,
        _ => has > had ? MrrMovementKind.Expansion : MrrMovementKind.Contraction,
    };

    private static object Amount(decimal amount, Sums sums) => new Money(amount, sums.Currency).Amount;

    private Sums Of(Currency currency)
    {
        if (!currencies.TryGetValue(currency.Code, out var sums))
            currencies[currency.Code] = sums = new Sums(currency, months.Length);
        return sums;
    }

    private sealed class Sums(Currency currency, int months)
    {
        public Currency Currency { get; } = currency;

        public decimal Opening { get; set; }

        public decimal Closing { get; set; }

        public decimal Rolled { get; set; }

        public decimal[][] Moved { get; } = [.. Enumerable.Range(0, months).Select(_ => new decimal[Kinds.Length])];

        public long[] Customers { get; } = new long[months];
    }
}
