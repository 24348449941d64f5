namespace Billing.Domain;

/// <summary>Decides how money settles invoices. Cash is never refused for being too much: what is left over is the customer's credit.</summary>
internal static class PaymentApplication
{
    /// <summary>How many invoices one command settles, so that its rows fit one transaction; the rest is settled from credit by the next run.</summary>
    public const int InvoicesPerCommand = 40;

    /// <summary>How many invoices one reversal reopens. What is left of it is taken back by further ones: what a payment holds too much shows in its
    /// suspense, and is assigned again.</summary>
    public const int ReopenedPerCommand = 90;

    public static Decision Apply(Account account, ApplyPayment command, DecisionContext context)
    {
        if (command.Amount.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"The payment is in {command.Amount.Currency}, the account is in {account.Currency()}.");

        var amount = command.Amount;
        var allocations = new List<Allocation>();
        var beside = new List<AccountEvent>();
        var open = account.Invoices.Where(item => item.IsOpen).OrderByDescending(item => item.ItemId == command.DocumentId).ThenBy(item => item.DisputedBecause is not null).ThenBy(item => ArrangedFirst(account, item, command.DocumentId)).ToList();
        var owed = Money.Sum(open.Select(item => item.Balance), account.Currency());
        var shortfall = new Shortfall(command.DocumentId is not null ? [.. open.Where(item => item.ItemId == command.DocumentId)] : open.Count <= InvoicesPerCommand ? open : [], amount, context.Policy);
        foreach (var item in open.Take(InvoicesPerCommand).TakeWhile(_ => amount.IsPositive))
        {
            var isNamed = item.ItemId == command.DocumentId;
            var isLast = isNamed || (command.DocumentId is null && owed == item.Balance);
            var keptBack = KeptBack(account, item, amount, isNamed ? item.Balance : owed, isLast, shortfall, command, context).ToList();
            var part = Money.Min(amount, item.Balance - Money.Sum(keptBack.Select(kept => kept.Amount), item.Balance.Currency));
            beside.AddRange(keptBack.Select(kept => kept.Event));
            allocations.Add(new Allocation(command.PaymentId, item.ItemId, part));
            (amount, owed) = (amount - part, owed - item.Balance);
            if (isNamed)
                amount -= Recover(item, amount, command, allocations);
        }

        // What nothing open takes recovers what was given up, the named invoice first.
        if (open.Count <= InvoicesPerCommand)
        {
            foreach (var item in account.Invoices.Where(item => !item.WrittenOff.IsZero && !(item.IsOpen && item.ItemId == command.DocumentId)).OrderByDescending(item => item.ItemId == command.DocumentId).Take(InvoicesPerCommand))
                amount -= Recover(item, amount, command, allocations);
        }

        return AccountDecider.Accept([new PaymentApplied(
            command.AssignmentId, command.PaymentId, command.Amount, command.ValueDate, context.PostingDate(command.ValueDate), allocations, amount), .. beside]);
    }

    // What a payment does not pay of an invoice and settles nevertheless.
    private static IEnumerable<(AccountEvent Event, Money Amount)> KeptBack(
        Account account, InvoiceItem item, Money amount, Money claimed, bool isLast, Shortfall shortfall, ApplyPayment command, DecisionContext context)
    {
        DeductionTaken Deducted(DeductionKind kind, Money deducted, string jurisdiction = "") => new(
            item.Number, item.ItemId, new Deduction(DocumentIds.OfDeduction(account.AccountId, item.ItemId, command.AssignmentId), kind, deducted, command.ValueDate, command.PaymentId, jurisdiction, ""),
            context.PostingDate(command.ValueDate), "");

        if (shortfall.Withheld(item) is { IsPositive: true } tax)
        {
            yield return (Deducted(DeductionKind.WithholdingTax, tax, item.Withholding!.Jurisdiction), tax);
            yield break;
        }

        // Who pays by instalments pays all that was agreed.
        if (account.ArrangementOf(item) is not null)
            yield break;

        // A discount is taken by paying less. Who pays all that he owes, or all of the invoice that he names, has not taken it.
        var rest = item.Balance - amount;
        if (amount < claimed && EarlyPayment.Of(item, command.PaymentId, command.ValueDate) is { } discount && (rest <= discount.Amount || (isLast && shortfall.Forgives(rest - discount.Amount))))
        {
            yield return (new EarlyDiscountTaken(item.ItemId, item.Number, command.PaymentId, discount.Amount, discount.Taxes, command.ValueDate, context.PostingDate(command.ValueDate)), discount.Amount);
            rest -= discount.Amount;
        }

        if (isLast && shortfall.Forgives(rest))
            yield return (Deducted(DeductionKind.ShortPayment, rest), rest);
    }

    public static Decision Reverse(Account account, ReversePayment command, DecisionContext context)
    {
        if (account.Credits.FirstOrDefault(known => known.ItemId == command.PaymentId && known.Kind == CreditKind.Payment) is not { } credit || command.Amount > credit.Amount - credit.Refunded)
            return AccountDecider.Refuse("exceeds-payment", $"The account holds less than {command.Amount} of payment {command.PaymentId}.");

        var fromCredit = Money.Min(command.Amount, credit.Unused);
        var left = command.Amount - fromCredit;
        var reopened = new List<Allocation>();
        foreach (var part in credit.Allocations.Reverse().Take(ReopenedPerCommand).TakeWhile(_ => left.IsPositive))
        {
            var amount = Money.Min(left, part.Amount);
            reopened.Add(part with { Amount = amount });
            left -= amount;
        }

        var owedAgain = account.Invoices.Where(item => reopened.Any(part => part.DocumentId == item.ItemId && part.Kind == AllocationKind.Settlement))
            .SelectMany(item => (IEnumerable<AccountEvent>)[.. EarlyPayment.Withdraw(item, command.ValueDate, context), .. DeductionDecider.WithdrawWith(command.PaymentId, item, command.ValueDate, context)]);
        return AccountDecider.Accept([new PaymentReversed(
            command.AssignmentId, command.PaymentId, command.Amount - left, command.ValueDate, context.PostingDate(command.ValueDate), fromCredit, reopened, command.DisputedBecause), .. owedAgain]);
    }

    /// <summary>Whether credit could settle something; what is contested waits.</summary>
    public static bool CanUseCredit(Account account) =>
        account.Credits.Any(credit => credit.IsUsable) && account.Invoices.Any(CanSettle);

    /// <summary>The invoices of which credit settles all, in the order that it settles them.</summary>
    public static IReadOnlySet<string> CoveredByCredit(Account account)
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        if (!CanUseCredit(account))
            return covered;
        var left = Money.Sum(account.Credits.Where(credit => credit.IsUsable).Select(credit => credit.Unused), account.Currency());
        foreach (var item in account.Invoices.Where(CanSettle).OrderBy(item => ArrangedFirst(account, item, null)).TakeWhile(item => item.Balance <= left))
        {
            left -= item.Balance;
            covered.Add(item.ItemId);
        }

        return covered;
    }

    /// <summary>The use of credit, oldest first on both sides, in at most so many parts; the rest is for the next run.</summary>
    public static CreditUsed? UseCredit(Account account, DecisionContext context, int limit)
    {
        var allocations = new List<Allocation>();
        var open = account.Invoices.Where(CanSettle).OrderBy(item => ArrangedFirst(account, item, null)).ToList();
        foreach (var credit in account.Credits.Where(credit => credit.IsUsable))
        {
            var (used, _) = Allocate(open, credit.ItemId, credit.Unused, limit - allocations.Count);
            allocations.AddRange(used);
            open = [.. open.Select(item => item with { Balance = item.Balance - Money.Sum(used.Where(part => part.DocumentId == item.ItemId).Select(part => part.Amount), item.Balance.Currency) }).Where(item => item.IsOpen)];
            if (open.Count == 0 || allocations.Count >= limit)
                break;
        }

        return allocations.Count == 0 ? null : new CreditUsed(context.Today, context.PostingDate(context.Today), allocations);
    }

    private static Money Recover(InvoiceItem item, Money amount, ApplyPayment command, List<Allocation> allocations)
    {
        var part = Money.Min(amount, item.WrittenOff);
        if (part.IsPositive)
            allocations.Add(new Allocation(command.PaymentId, item.ItemId, part, AllocationKind.Recovery));
        return part;
    }

    // Money goes to what an arrangement covers before it goes to others, and where it names the arrangement, to that first.
    private static int ArrangedFirst(Account account, InvoiceItem item, string? named) => account.ArrangementOf(item) is not { } running ? 2 : running.ItemId == named ? 0 : 1;

    private static bool CanSettle(InvoiceItem item) => item is { IsOpen: true, DisputedBecause: null };

    private static (List<Allocation> Allocations, Money Left) Allocate(IEnumerable<InvoiceItem> open, string paymentId, Money amount, int limit)
    {
        var allocations = new List<Allocation>();
        foreach (var item in open.Take(limit).TakeWhile(_ => amount.IsPositive))
        {
            var part = Money.Min(amount, item.Balance);
            allocations.Add(new Allocation(paymentId, item.ItemId, part));
            amount -= part;
        }

        return (allocations, amount);
    }
}
