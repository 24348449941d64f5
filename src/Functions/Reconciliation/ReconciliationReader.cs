using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Configuration;
using Billing.Functions.Journal;
using Billing.Functions.Payments;
using Billing.Functions.Settlements;

namespace Billing.Functions.Reconciliation;

/// <summary>Reads what a reconciliation is made from. The journal and the payments are read to their end, and kept as far as the period goes; the rest is
/// as large as the seller's payouts and statements.</summary>
internal sealed class ReconciliationReader(JournalBook journal, PaymentBook payments, PayoutBook payouts, SettlementBook settlements, StatementBook statements, ConfigurationBook configuration, TimeProvider clock)
{
    // Entries are matched to what the books have some days before or after.
    private const int DaysAround = 14;

    /// <summary>The reconciliation of a seller's period.</summary>
    public async Task<ReconciliationReport> ReconcileAsync(string sellerId, DateOnly from, DateOnly through, CancellationToken cancellation)
    {
        var today = (await configuration.ReadAsync(sellerId, cancellation)).DateAt(clock.GetUtcNow());
        var told = await payouts.ListAsync(sellerId, cancellation).ToListAsync(cancellation);
        var lines = await SettlementsAsync(told.Where(payout => payout.Made is not { } made || made.ValueDate >= from), cancellation);
        var (openings, posted, atBankBefore) = await JournalAsync(sellerId, from, cancellation);
        var facts = new FactLedger(from, posted);
        foreach (var payout in told)
            facts.Add(Movement.Of(payout));

        var named = lines.SelectMany(settlement => settlement.Lines).Select(line => line.PaymentId).ToHashSet(StringComparer.Ordinal);
        var (settled, suspense) = (new Dictionary<string, Payment>(StringComparer.Ordinal), new Dictionary<Currency, Money>());
        await foreach (var payment in payments.OfSellerAsync(sellerId, cancellation))
        {
            facts.Add(Movement.Of(payment));
            if (named.Contains(payment.Id.ToString()))
                settled[payment.Id.ToString()] = payment;
            if (payment.Held() is { } held)
                suspense[held.Currency] = suspense.GetValueOrDefault(held.Currency, Money.Zero(held.Currency)) + held - Confirmed(payment, held.Currency);
        }

        return Reconciler.Reconcile(new ReconciliationInput(
            sellerId, from, through, today, openings, posted, atBankBefore, facts, told, lines, settled, await statements.ReadAsync(sellerId, from.AddDays(-DaysAround), through.AddDays(DaysAround), cancellation), [.. suspense.Values]));
    }

    private async Task<IReadOnlyList<PayoutSettlement>> SettlementsAsync(IEnumerable<Payout> told, CancellationToken cancellation)
    {
        var found = new List<PayoutSettlement>();
        foreach (var payout in told)
        {
            if (await settlements.FindAsync(payout.Id, cancellation) is { } lines)
                found.Add(new PayoutSettlement(payout.Id, lines));
        }

        return found;
    }

    private async Task<(IReadOnlyList<OpeningBalanceOfAccount> Openings, IReadOnlyList<Movement> Posted, IReadOnlyList<Movement> AtBankBefore)> JournalAsync(string sellerId, DateOnly from, CancellationToken cancellation)
    {
        var openings = new Dictionary<(string Account, Currency Currency), OpeningBalanceOfAccount>();
        var (posted, atBankBefore) = (new List<Movement>(), new List<Movement>());
        await foreach (var row in journal.ReadAsync(sellerId, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), cancellation))
        {
            if (!IsControlled(row.LedgerAccount))
                continue;
            var movement = new Movement(row.LedgerAccount, row.Source, row.Version, row.PostingDate, row.Amount);
            if (row.PostingDate >= from)
            {
                posted.Add(movement);
                continue;
            }

            if (row.PostingDate >= from.AddDays(-DaysAround) && row.LedgerAccount == ChartOfAccounts.Cash("bank"))
                atBankBefore.Add(movement);
            var key = (row.LedgerAccount, row.Amount.Currency);
            var known = openings.GetValueOrDefault(key) ?? new OpeningBalanceOfAccount(row.LedgerAccount, Money.Zero(row.Amount.Currency), Money.Zero(row.Amount.Currency));
            openings[key] = movement.IsOfFact ? known with { OfFacts = known.OfFacts + row.Amount } : known with { Other = known.Other + row.Amount };
        }

        return ([.. openings.Values], posted, atBankBefore);
    }

    private static bool IsControlled(string account) =>
        account is ChartOfAccounts.Suspense or ChartOfAccounts.ProcessorFees || account.StartsWith("cash:", StringComparison.Ordinal) || account.StartsWith("cash-in-transit:", StringComparison.Ordinal);

    // What an account was not asked for yet is in suspense in the books as well.
    private static Money Confirmed(Payment payment, Currency currency) =>
        Money.Sum(payment.Assignments.Where(assignment => assignment.Status == AssignmentStatus.Confirmed).Select(assignment => assignment.Amount), currency);
}
