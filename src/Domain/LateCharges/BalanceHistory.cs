namespace Billing.Domain;

/// <summary>Keeps with each invoice how its balance changed after its due date. What a credit note takes back was never owed, so it is no change but counts
/// from the start.</summary>
internal static class BalanceHistory
{
    /// <summary>The account after an event, with what the event changed.</summary>
    public static Account Record(Account before, Account after, AccountEvent happened)
    {
        var changes = ChangesOf(before, happened).ToLookup(change => change.DocumentId, change => new BalanceChange(change.On, change.Amount), StringComparer.Ordinal);
        return changes.Count == 0 || !after.Invoices.Any(item => IsRecorded(item, changes[item.ItemId]))
            ? after
            : after with { Invoices = [.. after.Invoices.Select(item => IsRecorded(item, changes[item.ItemId]) ? With(item, changes[item.ItemId]) : item)] };
    }

    private static bool IsRecorded(InvoiceItem item, IEnumerable<BalanceChange> changes) => !item.IsLateCharge && changes.Any(change => change.On > item.DueDate);

    private static InvoiceItem With(InvoiceItem item, IEnumerable<BalanceChange> changes)
    {
        var late = item.Late ?? Lateness.None;
        return item with
        {
            Late = late with
            {
                Changes = [.. late.Changes.Concat(changes.Where(change => change.On > item.DueDate)).GroupBy(change => change.On).OrderBy(alike => alike.Key)
                    .Select(alike => new BalanceChange(alike.Key, Money.Sum(alike.Select(change => change.Amount), item.Total.Currency))).Where(change => !change.Amount.IsZero)],
            },
        };
    }

    private static IEnumerable<(string DocumentId, DateOnly On, Money Amount)> ChangesOf(Account before, AccountEvent happened) => happened switch
    {
        PaymentApplied e => Settled(e.Allocations, _ => e.ValueDate),
        PaymentReversed e => Reopened(e.Reopened, _ => e.ValueDate),
        CreditUsed e => Settled(e.Allocations, creditId => Since(before, creditId, e.Date)),
        CreditReallocated e => Reopened(e.Released, creditId => Since(before, creditId, e.Date)).Concat(Settled(e.Settled, creditId => Since(before, creditId, e.Date))),
        InvoiceWrittenOff e => [(e.DocumentId, e.Date, -e.Amount)],
        EarlyDiscountTaken e => [(e.DocumentId, e.Date, -e.Amount)],
        EarlyDiscountWithdrawn e => [(e.DocumentId, e.Date, e.Amount)],
        DeductionTaken e => [(e.DocumentId, e.Deduction.Date, -e.Deduction.Amount)],
        DeductionWithdrawn e => [(e.DocumentId, e.Date, e.Deduction.Amount)],
        _ => [],
    };

    private static IEnumerable<(string DocumentId, DateOnly On, Money Amount)> Settled(IEnumerable<Allocation> parts, Func<string, DateOnly> on) =>
        parts.Where(part => part.Kind == AllocationKind.Settlement).Select(part => (part.DocumentId, on(part.PaymentId), -part.Amount));

    private static IEnumerable<(string DocumentId, DateOnly On, Money Amount)> Reopened(IEnumerable<Allocation> parts, Func<string, DateOnly> on) =>
        parts.Where(part => part.Kind == AllocationKind.Settlement).Select(part => (part.DocumentId, on(part.PaymentId), part.Amount));

    // What is set off counts from the day that it could have been (section 389 of the German civil code): the day the credit came.
    private static DateOnly Since(Account before, string creditId, DateOnly otherwise) =>
        before.Credits.FirstOrDefault(credit => credit.ItemId == creditId)?.ValueDate ?? otherwise;
}
