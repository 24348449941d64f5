namespace Billing.Domain;

/// <summary>Holds the books against what processors and the bank say, and names whatever differs.</summary>
public static class Reconciler
{
    /// <summary>The reconciliation of a period.</summary>
    public static ReconciliationReport Reconcile(ReconciliationInput input)
    {
        var (accounts, books) = BooksCheck.Of(input);
        var (payouts, transfers) = PayoutCheck.Of(input);
        var (banks, statements) = BankCheck.Of(input);
        var (suspense, uncleared) = SuspenseCheck.Of(input);
        IReadOnlyList<Discrepancy> found = [.. books.Concat(transfers).Concat(SettlementCheck.Of(input)).Concat(statements).Concat(uncleared)];
        return new ReconciliationReport(input.SellerId, input.From, input.Through, found.Count == 0, accounts, payouts, banks, suspense, found);
    }
}
