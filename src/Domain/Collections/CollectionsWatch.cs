namespace Billing.Domain;

/// <summary>Watches open cases: whatever changes what is owed of their invoices, or whether they are contested, is told to the agency, and a case of which nothing
/// is owed any more ends.</summary>
internal static class CollectionsWatch
{
    /// <summary>A decision with what it does to cases.</summary>
    public static Decision Follow(Account account, AccountCommand command, Decision decision, DecisionContext context)
    {
        if (decision is not Decision.Accepted { Events.Count: > 0 } accepted || !account.Cases.Any(known => known.IsOpen))
            return decision;
        var after = accepted.Events.Aggregate(account, AccountEvolution.Evolve);
        var follow = new List<AccountEvent>();
        foreach (var known in after.Cases.Where(known => known.IsOpen))
        {
            List<CaseItemChange> changes = [.. known.Items.SelectMany(item => Changes(after, known, item, accepted.Events))];
            var contested = known.Items.SelectMany(item => Contested(after, known, item, context.Today));
            if (changes.Count == 0)
            {
                follow.AddRange(contested);
                continue;
            }

            var fee = command is ApplyPayment { AgencyFee: { IsZero: false } kept } && changes.Any(change => change.Kind == CaseChangeKind.Collected) && !follow.OfType<CollectionsCaseChanged>().Any() ? kept : (Money?)null;
            var changed = new CollectionsCaseChanged(known.ItemId, context.Today, changes, fee, known.Open() - Money.Sum(changes.Select(change => change.Amount), after.Currency()));
            follow.Add(changed);
            follow.AddRange(contested);
            if (AccountEvolution.Evolve(after, changed).Cases.First(one => one.ItemId == known.ItemId).Items.All(item => item.Balance.IsZero))
                follow.Add(End(known.ItemId, changes, context.Today));
        }

        return follow.Count == 0 ? decision : new Decision.Accepted([.. accepted.Events, .. follow]);
    }

    // Of what is settled nothing is to wait for.
    private static IEnumerable<AccountEvent> Contested(Account after, CollectionsCase known, CaseItem item, DateOnly today)
    {
        if (InvoiceOf(after, known, item) is not { IsOpen: true } invoice || invoice.DisputedBecause == item.DisputedBecause)
            yield break;
        yield return invoice.DisputedBecause is { } reason
            ? new CollectionsCaseDisputed(known.ItemId, today, item.DocumentId, item.Number, reason, invoice.Balance)
            : new CollectionsCaseDisputeSettled(known.ItemId, today, item.DocumentId, item.Number, invoice.Balance);
    }

    // What was settled is withdrawn: should it be owed again, it is handed off again, or not.
    private static InvoiceItem? InvoiceOf(Account after, CollectionsCase known, CaseItem item) =>
        after.Invoices.FirstOrDefault(invoice => invoice.ItemId == item.DocumentId) is { InCollectionsSince: not null } invoice && invoice.CaseId == known.ItemId ? invoice : null;

    private static IEnumerable<CaseItemChange> Changes(Account after, CollectionsCase known, CaseItem item, IReadOnlyList<AccountEvent> events)
    {
        if (InvoiceOf(after, known, item) is not { } invoice || invoice.Balance == item.Balance)
            yield break;
        var (balance, nothing) = (item.Balance, Money.Zero(item.Balance.Currency));
        var collected = Money.Sum(events.Select(happened => Paid(happened, item, true)), nothing.Currency);
        var paid = Money.Sum(events.Select(happened => Paid(happened, item, false)), nothing.Currency);
        var writtenOff = Money.Sum(events.OfType<InvoiceWrittenOff>().Where(e => e.DocumentId == item.DocumentId).Select(e => e.Amount), nothing.Currency);
        var credited = item.Balance - invoice.Balance - collected - paid - writtenOff;
        foreach (var (kind, amount) in new[] { (CaseChangeKind.Collected, collected), (CaseChangeKind.PaidDirectly, paid), (CaseChangeKind.Credited, credited), (CaseChangeKind.WrittenOff, writtenOff) })
        {
            if (amount.IsZero)
                continue;
            balance -= amount;
            yield return new CaseItemChange(item.DocumentId, item.Number, kind, amount, balance);
        }
    }

    // What recovers a part that was written off before does not change what is owed.
    private static Money Paid(AccountEvent happened, CaseItem item, bool byAgency)
    {
        var (paymentId, parts, sign) = happened switch
        {
            PaymentApplied e => (e.PaymentId, e.Allocations, 1),
            PaymentReversed e => (e.PaymentId, e.Reopened, -1),
            _ => ("", [], 1),
        };
        var amount = Money.Sum(parts.Where(part => part.DocumentId == item.DocumentId && part.Kind == AllocationKind.Settlement).Select(part => part.Amount), item.Balance.Currency);
        return Agency.IsRemittance(paymentId) != byAgency ? Money.Zero(item.Balance.Currency) : sign < 0 ? -amount : amount;
    }

    private static AccountEvent End(string caseId, IReadOnlyList<CaseItemChange> changes, DateOnly today)
    {
        bool Has(CaseChangeKind kind) => changes.Any(change => change.Kind == kind && change.Amount.IsPositive);
        return Has(CaseChangeKind.WrittenOff) ? new CollectionsCaseClosed(caseId, today, CaseOutcome.WrittenOff, "", [])
            : Has(CaseChangeKind.Collected) ? new CollectionsCaseClosed(caseId, today, CaseOutcome.Collected, "", [])
            : new CollectionsCaseRecalled(caseId, today, Has(CaseChangeKind.PaidDirectly) ? CaseOutcome.PaidDirectly : CaseOutcome.Withdrawn, "", []);
    }
}
