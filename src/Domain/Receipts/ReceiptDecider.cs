namespace Billing.Domain;

/// <summary>Decides about receipts: each payment issues one, and so does each that is taken back.</summary>
internal static class ReceiptDecider
{
    /// <summary>A decision about money with its receipt. Whether the money is taken is decided before, and a receipt changes nothing of it.</summary>
    public static Decision Follow(Account account, AccountCommand command, Decision decision, DecisionContext context)
    {
        // Who was erased is not written to any more.
        if (context.Policy.Receipts == ReceiptPolicy.None || account.ErasedOn is not null
            || decision is not Decision.Accepted accepted || Write(account, command, accepted.Events) is not { } receipt)
            return decision;
        return context.Numbers.TryGetValue(receipt.DocumentId, out var number)
            ? AccountDecider.Accept([.. accepted.Events, new ReceiptIssued(receipt, number, context.Today, account.ProfileVersion)])
            : new Decision.NeedsNumbers([new DocumentToNumber(receipt.DocumentId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.Receipt, context.Today.Year), context.Today)]);
    }

    private static Receipt? Write(Account before, AccountCommand command, IReadOnlyList<AccountEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is PaymentApplied came)
                return Write(before, events, came.AssignmentId, came.PaymentId, came.ValueDate, came.Amount, null, came.Allocations, came.ToCredit);
            if (happened is PaymentReversed went)
                return Write(
                    before, events, went.AssignmentId, went.PaymentId, went.ValueDate, -went.Amount, (command as ReversePayment)?.Cause,
                    [.. went.Reopened.Select(part => part with { Amount = -part.Amount })], -went.FromCredit);
        }

        return null;
    }

    private static Receipt Write(
        Account before, IReadOnlyList<AccountEvent> events, string assignmentId, string paymentId, DateOnly valueDate, Money amount, ReversalCause? takenBack,
        IReadOnlyList<Allocation> parts, Money toCredit)
    {
        var after = events.Aggregate(before, AccountEvolution.Evolve);
        return new Receipt(
            before.NotVoided(DocumentIds.OfReceipt(before.AccountId, assignmentId)), assignmentId, paymentId, valueDate, amount, takenBack,
            [.. parts.GroupBy(part => part.DocumentId).Select(alike => Line(Item(before, alike.Key), Item(after, alike.Key), [.. alike], events))],
            toCredit, after.Receivable(), after.Credit());
    }

    private static ReceiptLine Line(InvoiceItem before, InvoiceItem after, IReadOnlyList<Allocation> parts, IReadOnlyList<AccountEvent> events) => new(
        before.ItemId, before.Number, before.IssueDate, before.Balance, Sum(parts, before), Sum(parts.Where(part => part.Kind == AllocationKind.Recovery), before),
        [.. events.Select(happened => ReductionOf(before.ItemId, happened)).OfType<Reduction>()], after.Balance);

    private static Reduction? ReductionOf(string documentId, AccountEvent happened) => happened switch
    {
        EarlyDiscountTaken e when e.DocumentId == documentId => new Reduction(ReductionKind.EarlyPayment, e.Amount),
        EarlyDiscountWithdrawn e when e.DocumentId == documentId => new Reduction(ReductionKind.EarlyPayment, -e.Amount),
        DeductionTaken e when e.DocumentId == documentId => new Reduction(KindOf(e.Deduction.Kind), e.Deduction.Amount),
        DeductionWithdrawn e when e.DocumentId == documentId => new Reduction(KindOf(e.Deduction.Kind), -e.Deduction.Amount),
        _ => null,
    };

    private static ReductionKind KindOf(DeductionKind kind) => kind switch
    {
        DeductionKind.ShortPayment => ReductionKind.ShortPayment,
        DeductionKind.BankCharges => ReductionKind.BankCharges,
        _ => ReductionKind.WithholdingTax,
    };

    private static InvoiceItem Item(Account account, string documentId) => account.Invoices.First(item => item.ItemId == documentId);

    private static Money Sum(IEnumerable<Allocation> parts, InvoiceItem item) => Money.Sum(parts.Select(part => part.Amount), item.Balance.Currency);
}
