namespace Billing.Domain;

/// <summary>What a report is held against: receivables and customer credit from the accounts' states, rolled back by the lines that are posted or became
/// known after the moment; the other ledger accounts from the lines themselves, whose accounts are proven to be whole by these two.</summary>
/// <param name="from">The first day of the report's period.</param>
/// <param name="moment">As of when, known at when.</param>
public sealed class ControlTotals(DateOnly from, ReportMoment moment)
{
    private readonly ReportMoment before = moment with { AsOf = from == DateOnly.MinValue ? from : from.AddDays(-1) };
    private readonly Dictionary<(string Account, Currency Currency), (decimal Closing, decimal Opening)> sums = [];

    /// <summary>Begins with what the state of an account says now.</summary>
    public void Begin(AccountControl state)
    {
        Change(ChartOfAccounts.Receivables, state.Receivable.Currency, state.Receivable.Amount, state.Receivable.Amount);
        Change(ChartOfAccounts.CustomerCredit, state.Credit.Currency, -state.Credit.Amount, -state.Credit.Amount);
    }

    /// <summary>Takes a line; what does not count at the moment is taken back from what the states said.</summary>
    /// <returns>Whether it counts at the moment.</returns>
    public bool Add(PostedLine line)
    {
        var (isIn, wasIn) = (moment.Includes(line), before.Includes(line));
        var amount = line.Amount.Amount;
        if (line.LedgerAccount is ChartOfAccounts.Receivables or ChartOfAccounts.CustomerCredit)
            Change(line.LedgerAccount, line.Amount.Currency, isIn ? 0 : -amount, wasIn ? 0 : -amount);
        else if (line.LedgerAccount.Length > 0)
            Change(line.LedgerAccount, line.Amount.Currency, isIn ? amount : 0, wasIn ? amount : 0);
        return isIn;
    }

    /// <summary>What a figure must be.</summary>
    public Money Of(ReportTie tie)
    {
        var sum = 0m;
        foreach (var (key, known) in sums)
        {
            if (key.Currency == tie.Amount.Currency && LedgerAccounts.Match(tie.Accounts, key.Account))
                sum += tie.Basis switch { TieBasis.Opening => known.Opening, TieBasis.Movement => known.Closing - known.Opening, _ => known.Closing };
        }

        return new Money(sum, tie.Amount.Currency);
    }

    private void Change(string account, Currency currency, decimal closing, decimal opening)
    {
        var known = sums.GetValueOrDefault((account, currency));
        sums[(account, currency)] = (known.Closing + closing, known.Opening + opening);
    }
}
