namespace Billing.Domain;

/// <summary>Decides about balances from another system.</summary>
internal static class OpeningDecider
{
    /// <summary>How many invoices and credits one command takes over, so that they fit one transaction.</summary>
    public const int MostItems = 80;

    public static Decision TakeOver(Account account, TakeOverBalance command, DecisionContext context)
    {
        if (account.HasIssued)
            return AccountDecider.Refuse("already-issued", "The account has issued invoices already; what was owed before is taken over before the first of them.");
        if (command.Invoices.Count + command.Credits.Count is 0 or > MostItems)
            return AccountDecider.Refuse("wrong-count", $"Take over 1 to {MostItems} invoices and credits at a time.");
        if (command.AsOf > context.Today)
            return AccountDecider.Refuse("as-of-future", $"The figures of {command.AsOf:O} are not known yet.");
        if (command.Invoices.Select(invoice => WhyNot(account, invoice, command.AsOf)).Concat(command.Credits.Select(credit => WhyNot(account, credit, command.AsOf))).FirstOrDefault(fault => fault is not null) is { } fault)
            return AccountDecider.Refuse("wrong-opening", fault);

        var taken = new BalanceTakenOver(
            command.AsOf, context.PostingDate(command.AsOf),
            [.. command.Invoices.Select(invoice => new TakenOverInvoice(DocumentIds.OfOpening(account.AccountId, invoice.Number), invoice))],
            [.. command.Credits.Select(credit => new TakenOverCredit(DocumentIds.OfOpening(account.AccountId, credit.Reference), credit))]);
        var ids = taken.Invoices.Select(invoice => invoice.DocumentId).Concat(taken.Credits.Select(credit => credit.CreditId)).ToList();
        var known = account.Invoices.Select(item => item.ItemId).Concat(account.Credits.Select(item => item.ItemId)).ToHashSet(StringComparer.Ordinal);
        return ids.All(known.Add)
            ? AccountDecider.Accept(taken)
            : AccountDecider.Refuse("taken-over-already", "A number or reference stands twice in the list, or was taken over before.");
    }

    private static string? WhyNot(Account account, OpeningInvoice invoice, DateOnly asOf) =>
        invoice.Total.Currency != account.Currency() || invoice.Balance.Currency != account.Currency() ? $"Invoice {invoice.Number} is not in {account.Currency()}."
        : invoice.Balance.IsNegative || invoice.Balance > invoice.Total ? $"The balance of invoice {invoice.Number} must lie between 0 and its total."
        : invoice.DueDate < invoice.IssueDate ? $"Invoice {invoice.Number} is due before its date."
        : invoice.IssueDate > asOf ? $"Invoice {invoice.Number} is of a day after {asOf:O}."
        : null;

    private static string? WhyNot(Account account, OpeningCredit credit, DateOnly asOf) =>
        credit.Unused.Currency != account.Currency() || !credit.Unused.IsPositive ? $"Credit {credit.Reference} must be above 0 and in {account.Currency()}."
        : credit.ValueDate > asOf ? $"Credit {credit.Reference} is of a day after {asOf:O}."
        : null;
}
