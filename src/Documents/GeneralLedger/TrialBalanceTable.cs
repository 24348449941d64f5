using Billing.Domain;

namespace Billing.Documents.GeneralLedger;

/// <summary>A trial balance as a table: a row for each account, and a last one for each currency with the sums.</summary>
public static class TrialBalanceTable
{
    /// <summary>The header and the rows.</summary>
    /// <param name="balance">The balances.</param>
    /// <param name="mapping">Whose codes stand beside the accounts, where there is one.</param>
    public static IEnumerable<IReadOnlyList<object?>> Rows(TrialBalance balance, LedgerMapping? mapping) =>
    [
        ["ledger_account", "code", "name", "currency", "opening", "debits", "credits", "closing"],
        .. balance.Rows.Select(row => Row(row, mapping?.Find(row.LedgerAccount))),
        .. balance.Totals.Select(total => Row(total, null)),
    ];

    private static IReadOnlyList<object?> Row(TrialBalanceRow row, MappedAccount? account) =>
        [row.LedgerAccount, account?.Code, account?.Name, row.Opening.Currency.Code, row.Opening.Amount, row.Debits.Amount, row.Credits.Amount, row.Closing.Amount];
}
