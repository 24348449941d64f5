namespace Billing.Domain;

/// <summary>Decides about credit that is put elsewhere. What stays where it was is not touched, nor what depends on it.</summary>
internal static class ReallocationDecider
{
    /// <summary>How many invoices one reallocation changes, so that its rows fit one transaction.</summary>
    public const int InvoicesPerCommand = PaymentApplication.ReopenedPerCommand;

    public static Decision Reallocate(Account account, ReallocateCredit command, DecisionContext context)
    {
        if (account.Credits.FirstOrDefault(known => known.ItemId == command.CreditId) is not { } credit)
            return AccountDecider.Refuse("unknown-credit", $"The account has no credit {command.CreditId}.");
        var changes = Changes(credit, command.Lines).ToList();
        if (CheckLines(credit, command.Lines, changes.Count) is { } refusal)
            return new Decision.Refused(refusal);
        if (changes.Where(change => change.Amount.IsPositive).Select(change => CheckInvoice(account, credit, change.DocumentId, change.Amount)).FirstOrDefault(known => known is not null) is { } refused)
            return new Decision.Refused(refused);

        var released = changes.Where(change => change.Amount.IsNegative).SelectMany(change => Release(credit, change.DocumentId, -change.Amount)).ToList();
        var settled = changes.Where(change => change.Amount.IsPositive).SelectMany(change => Settle(credit, Invoice(account, change.DocumentId)!, change.Amount)).ToList();
        return AccountDecider.Accept(
        [
            new CreditReallocated(credit.ItemId, context.Today, context.PostingDate(context.Today), released, settled, -Money.Sum(changes.Select(change => change.Amount), credit.Amount.Currency)),
            .. released.Where(part => part.Kind == AllocationKind.Settlement).SelectMany(part => OwedAgain(credit, Invoice(account, part.DocumentId)!, context)),
        ]);
    }

    /// <summary>The invoices of which a credit is to settle more, or below 0, less than it does; lines in another currency are none.</summary>
    public static IEnumerable<(string DocumentId, Money Amount)> Changes(CreditItem credit, IReadOnlyList<ReallocationLine> lines)
    {
        var currency = credit.Amount.Currency;
        return credit.Allocations.Select(part => (part.DocumentId, Amount: -part.Amount))
            .Concat(lines.Where(line => line.Amount.Currency == currency).Select(line => (line.DocumentId, line.Amount)))
            .GroupBy(part => part.DocumentId, StringComparer.Ordinal)
            .Select(alike => (alike.Key, Amount: Money.Sum(alike.Select(part => part.Amount), currency))).Where(change => !change.Amount.IsZero);
    }

    private static Refusal? CheckLines(CreditItem credit, IReadOnlyList<ReallocationLine> lines, int changed)
    {
        var currency = credit.Amount.Currency;
        if (lines.FirstOrDefault(line => line.Amount.Currency != currency || !line.Amount.IsPositive) is { } wrong)
            return new Refusal("line-invalid", $"{wrong.Amount} is not above 0 in {currency}, the account's currency.");
        if (changed == 0)
            return new Refusal("nothing-changes", "The credit settles just that already.");
        if (changed > InvoicesPerCommand)
            return new Refusal("too-many-invoices", $"{changed} invoices would change, and one request changes at most {InvoicesPerCommand}; do it in several.");
        var (asked, most) = (Money.Sum(lines.Select(line => line.Amount), currency), credit.Amount - credit.Refunded);
        if (asked > most)
            return new Refusal("exceeds-credit", $"{most} of this credit can settle invoices, and the lines are {asked}.");
        return credit.ForRefund && asked > most - credit.Unused
            ? new Refusal("for-refund", "What is unused of this credit waits to be paid out; keep it as credit first.")
            : null;
    }

    private static Refusal? CheckInvoice(Account account, CreditItem credit, string documentId, Money more) => Invoice(account, documentId) switch
    {
        null => new Refusal("unknown-invoice", $"The account has no invoice {documentId}."),
        { CancelledBy: not null } item => new Refusal("already-void", $"Invoice {item.Number} is cancelled; nothing is owed of it."),
        var item when Payable(credit, item) is var payable && payable.IsZero => new Refusal("not-open", $"Nothing is owed of invoice {item.Number}{(item.WrittenOff.IsZero ? "" : "; what was written off is recovered by payments alone")}."),
        var item when more > Payable(credit, item) => new Refusal("exceeds-balance", $"{Payable(credit, item)} more can be settled of invoice {item.Number}, not {more}."),
        _ => null,
    };

    // What was written off comes in by money; other credit makes no bad debt good.
    private static Money Payable(CreditItem credit, InvoiceItem item) => credit.Kind == CreditKind.Payment ? item.Balance + item.WrittenOff : item.Balance;

    // As when money is taken back: what it settled last first.
    private static IEnumerable<Allocation> Release(CreditItem credit, string documentId, Money amount)
    {
        foreach (var part in credit.Allocations.Where(known => known.DocumentId == documentId).Reverse())
        {
            var released = Money.Min(amount, part.Amount);
            if (released.IsPositive)
                yield return part with { Amount = released };
            amount -= released;
        }
    }

    private static IEnumerable<Allocation> Settle(CreditItem credit, InvoiceItem item, Money amount)
    {
        var owed = Money.Min(amount, item.Balance);
        if (owed.IsPositive)
            yield return new Allocation(credit.ItemId, item.ItemId, owed);
        if (amount > owed)
            yield return new Allocation(credit.ItemId, item.ItemId, amount - owed, AllocationKind.Recovery);
    }

    private static IEnumerable<AccountEvent> OwedAgain(CreditItem credit, InvoiceItem item, DecisionContext context) =>
        [.. EarlyPayment.Withdraw(item, context.Today, context), .. DeductionDecider.WithdrawWith(credit.ItemId, item, context.Today, context)];

    private static InvoiceItem? Invoice(Account account, string documentId) => account.Invoices.FirstOrDefault(known => known.ItemId == documentId);
}
