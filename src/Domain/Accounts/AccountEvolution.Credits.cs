namespace Billing.Domain;

/// <summary>How credit notes, adjustments, reallocations, refunds, discounts and deductions change an account.</summary>
public static partial class AccountEvolution
{
    private static Account Credited(Account account, CreditNoteIssued e)
    {
        var nothing = Money.Zero(e.Note.Currency);
        var credit = new CreditItem(
            e.Note.DocumentId, CreditKind.CreditNote, e.Number, e.IssueDate, -e.Note.Totals.Total, e.ToCredit, nothing, e.Disposition == CreditDisposition.Refund && e.ToCredit.IsPositive, e.Allocations);
        return OnInvoices(Allocate(WithCredit(account, credit), e.Allocations), [e.Corrects.DocumentId], item => item with { Credited = CreditedAmounts.Add(item.Credited, e.Note, e.Credited) });
    }

    private static Account TakenOver(Account account, BalanceTakenOver e)
    {
        var invoices = e.Invoices.Select(taken => InvoiceItem.Issued(taken.DocumentId, taken.Opening.Number, taken.Opening.IssueDate, taken.Opening.DueDate, taken.Opening.Total, null) with
        {
            Balance = taken.Opening.Balance,
            SettledBefore = taken.Opening.Total - taken.Opening.Balance,
        });
        var credits = e.Credits.Select(taken => new CreditItem(
            taken.CreditId, CreditKind.TakenOver, taken.Opening.Reference, taken.Opening.ValueDate, taken.Opening.Unused, taken.Opening.Unused, Money.Zero(taken.Opening.Unused.Currency), false, []));
        return account with { Invoices = [.. account.Invoices.Concat(invoices).InOrder()], Credits = [.. account.Credits.Concat(credits).InOrder()] };
    }

    private static Account Reallocated(Account account, CreditReallocated e)
    {
        var moved = OnCredit(account, e.CreditId, credit => credit with { Unused = credit.Unused + e.ToCredit, Allocations = Merge(Subtract(credit.Allocations, e.Released), e.Settled) });
        return Allocate(OnInvoices(moved, e.Released.Select(part => part.DocumentId), item => Reopened(item, e.Released)), e.Settled);
    }

    private static InvoiceItem Reopened(InvoiceItem item, IReadOnlyList<Allocation> released)
    {
        var parts = released.Where(part => part.DocumentId == item.ItemId).ToList();
        return item with
        {
            Balance = item.Balance + Sum(parts, item.Balance.Currency, AllocationKind.Settlement),
            WrittenOff = item.WrittenOff + Sum(parts, item.Balance.Currency, AllocationKind.Recovery),
            Allocations = Subtract(item.Allocations, parts),
        };
    }

    private static InvoiceItem Withdrawn(InvoiceItem item, EarlyDiscountWithdrawn e)
    {
        var taken = item.Discount ?? throw Missing(item.ItemId);
        return item with
        {
            Balance = item.Balance + e.Amount,
            Discount = taken.Amount == e.Amount ? null : taken with
            {
                Amount = taken.Amount - e.Amount,
                Taxes = [.. taken.Taxes.Select(tax => tax with { Amount = tax.Amount - Money.Sum(e.Taxes.Where(less => less.IsOfSameTaxAs(tax)).Select(less => less.Amount), tax.Amount.Currency) })
                    .Where(EarlyPayment.IsKept)],
            },
        };
    }

    private static InvoiceItem Withdrawn(InvoiceItem item, DeductionWithdrawn e) => item with
    {
        Balance = item.Balance + e.Deduction.Amount,
        Deductions = [.. item.Deductions.Select(known => known.DeductionId == e.Deduction.DeductionId ? known with { Amount = known.Amount - e.Deduction.Amount } : known).Where(known => !known.Amount.IsZero)],
    };

    private static CreditItem Received(string paymentId, DateOnly valueDate, Currency currency) =>
        new(paymentId, CreditKind.Payment, "", valueDate, Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), false, []);

    private static Account WithCredit(Account account, CreditItem credit) => account with { Credits = [.. account.Credits.Append(credit).InOrder()] };

    private static Account OnCredit(Account account, string itemId, Func<CreditItem, CreditItem> change) =>
        account.Credits.Any(credit => credit.ItemId == itemId)
            ? account with { Credits = [.. account.Credits.Select(credit => credit.ItemId == itemId ? change(credit) : credit)] }
            : throw Missing(itemId);

    private static Money Sum(IEnumerable<Allocation> parts, Currency currency, AllocationKind kind) => Sum(parts.Where(part => part.Kind == kind), currency);
}
