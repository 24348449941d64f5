namespace Billing.Domain;

/// <summary>Decides how money settles invoices. Cash is never refused for being too much: what is left over is the customer's credit.</summary>
internal static class PaymentApplication
{
    /// <summary>How many invoices one command settles, so that its rows fit one transaction; the rest is settled from credit by the next run.</summary>
    public const int InvoicesPerCommand = 40;

    public static Decision Apply(Account account, ApplyPayment command, DecisionContext context)
    {
        if (command.Amount.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"The payment is in {command.Amount.Currency}, the account is in {account.Currency()}.");

        var (allocations, left) = Allocate(
            account.Invoices.Where(item => item.IsOpen).OrderByDescending(item => item.ItemId == command.DocumentId).ThenBy(item => item.DisputedBecause is not null),
            command.PaymentId, command.Amount, InvoicesPerCommand);
        return AccountDecider.Accept(new PaymentApplied(
            command.AssignmentId, command.PaymentId, command.Amount, command.ValueDate, context.PostingDate(command.ValueDate), allocations, left));
    }

    public static Decision Reverse(Account account, ReversePayment command, DecisionContext context)
    {
        if (account.Credits.FirstOrDefault(known => known.ItemId == command.PaymentId) is not { } credit || command.Amount > credit.Amount)
            return AccountDecider.Refuse("exceeds-payment", $"The account holds less than {command.Amount} of payment {command.PaymentId}.");

        var fromCredit = Money.Min(command.Amount, credit.Unused);
        var left = command.Amount - fromCredit;
        var reopened = new List<Allocation>();
        foreach (var part in credit.Allocations.Reverse().TakeWhile(_ => left.IsPositive))
        {
            var amount = Money.Min(left, part.Amount);
            reopened.Add(part with { Amount = amount });
            left -= amount;
        }

        return AccountDecider.Accept(new PaymentReversed(
            command.AssignmentId, command.PaymentId, command.Amount, command.ValueDate, context.PostingDate(command.ValueDate), fromCredit, reopened));
    }

    /// <summary>Whether credit could settle something; what is contested waits.</summary>
    public static bool CanUseCredit(Account account) =>
        account.Credits.Any(credit => credit.IsOpen) && account.Invoices.Any(CanSettle);

    /// <summary>The use of credit, oldest first on both sides, in at most so many parts; the rest is for the next run.</summary>
    public static CreditUsed? UseCredit(Account account, DecisionContext context, int limit)
    {
        var allocations = new List<Allocation>();
        var open = account.Invoices.Where(CanSettle).ToList();
        foreach (var credit in account.Credits.Where(credit => credit.IsOpen))
        {
            var (used, _) = Allocate(open, credit.ItemId, credit.Unused, limit - allocations.Count);
            allocations.AddRange(used);
            open = [.. open.Select(item => item with { Balance = item.Balance - Money.Sum(used.Where(part => part.DocumentId == item.ItemId).Select(part => part.Amount), item.Balance.Currency) }).Where(item => item.IsOpen)];
            if (open.Count == 0 || allocations.Count >= limit)
                break;
        }

        return allocations.Count == 0 ? null : new CreditUsed(context.Today, context.PostingDate(context.Today), allocations);
    }

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
