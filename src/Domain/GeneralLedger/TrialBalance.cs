namespace Billing.Domain;

/// <summary>What happened on a ledger account, in one currency.</summary>
/// <param name="LedgerAccount">An account of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Opening">The balance before; above 0 is a debit balance.</param>
/// <param name="Debits">The sum of the debits, 0 or more.</param>
/// <param name="Credits">The sum of the credits, 0 or more.</param>
public sealed record TrialBalanceRow(string LedgerAccount, Money Opening, Money Debits, Money Credits)
{
    /// <summary>The balance after: opening + debits - credits.</summary>
    public Money Closing => Opening + Debits - Credits;
}

/// <summary>The balances of all ledger accounts. For each currency the openings and the closings sum to 0, and the debits equal the credits.</summary>
public sealed record TrialBalance
{
    /// <summary>A trial balance.</summary>
    /// <param name="rows">One for each account and currency.</param>
    /// <exception cref="UnbalancedBooksException">It does not balance.</exception>
    public TrialBalance(IEnumerable<TrialBalanceRow> rows)
    {
        Rows = [.. rows.OrderBy(row => row.Opening.Currency.Code, StringComparer.Ordinal).ThenBy(row => row.LedgerAccount, StringComparer.Ordinal)];
        foreach (var total in Totals)
        {
            if (!total.Opening.IsZero || total.Debits != total.Credits)
                throw new UnbalancedBooksException($"The trial balance does not balance: in {total.Opening.Currency} the opening balances sum to {total.Opening}, the debits to {total.Debits} and the credits to {total.Credits}.");
        }
    }

    /// <summary>By currency and account.</summary>
    public IReadOnlyList<TrialBalanceRow> Rows { get; }

    /// <summary>The sums for each currency, under the name <c>total</c>.</summary>
    public IEnumerable<TrialBalanceRow> Totals => Rows.GroupBy(row => row.Opening.Currency).Select(alike => new TrialBalanceRow(
        "total", Money.Sum(alike.Select(row => row.Opening), alike.Key), Money.Sum(alike.Select(row => row.Debits), alike.Key), Money.Sum(alike.Select(row => row.Credits), alike.Key)));
}

/// <summary>Sums lines into a trial balance, one after the other; it holds one row for each account, however many lines there are.</summary>
public sealed class TrialBalanceFold
{
    private readonly Dictionary<(string LedgerAccount, Currency Currency), TrialBalanceRow> rows = [];

    /// <summary>Adds a line of before.</summary>
    public void Open(string ledgerAccount, Money amount) => Change(ledgerAccount, amount, row => row with { Opening = row.Opening + amount });

    /// <summary>Adds a line that is to show as a debit or a credit.</summary>
    public void Move(string ledgerAccount, Money amount) =>
        Change(ledgerAccount, amount, row => amount.IsNegative ? row with { Credits = row.Credits - amount } : row with { Debits = row.Debits + amount });

    /// <summary>The trial balance of all that was added; an account that had nothing before and on which nothing happened has no row.</summary>
    /// <exception cref="UnbalancedBooksException">It does not balance.</exception>
    public TrialBalance Result() => new(rows.Values.Where(row => !row.Opening.IsZero || !row.Debits.IsZero || !row.Credits.IsZero));

    private void Change(string ledgerAccount, Money amount, Func<TrialBalanceRow, TrialBalanceRow> change)
    {
        var (key, zero) = ((ledgerAccount, amount.Currency), Money.Zero(amount.Currency));
        rows[key] = change(rows.GetValueOrDefault(key) ?? new TrialBalanceRow(ledgerAccount, zero, zero, zero));
    }
}
