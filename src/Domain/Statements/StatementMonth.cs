namespace Billing.Domain;

/// <summary>A month of an account that is to be looked at.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Through">Its last day.</param>
/// <param name="DueOn">The day that its statement is issued on.</param>
internal sealed record StatementMonth(DateOnly From, DateOnly Through, DateOnly DueOn)
{
    /// <summary>The next month of which something is to be said; nothing where there is none, or the account gets no statements by itself. An account on which
    /// nothing happens and nothing is open has none, however long that lasts.</summary>
    public static StatementMonth? Next(Account account, BillingPolicy policy)
    {
        var (progress, plan) = (account.Stated ?? StatementProgress.None, account.Terms.StatementsBy(policy));
        if (!plan.Monthly || account.ErasedOn is not null)
            return null;
        var isOpen = progress.WasOpen && (progress.ActiveFrom is not null || IsEnough(account.Receivable(), account.Credit(), plan));
        if ((isOpen ? progress.Through?.AddDays(1) : progress.ActiveFrom) is not { } day)
            return null;
        var month = new DateOnly(day.Year, day.Month, 1);
        var first = plan.Since is { } since && since > month ? new DateOnly(since.Year, since.Month, 1) : month;
        return new StatementMonth(first, first.AddMonths(1).AddDays(-1), first.AddMonths(1).AddDays(plan.Day - 1));
    }

    /// <summary>Whether what is open reaches the least that a statement is made for.</summary>
    public static bool IsEnough(Money owed, Money credit, StatementPolicy plan) => Math.Max(owed.Amount, credit.Amount) >= plan.Minimum;
}
