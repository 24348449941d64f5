namespace Billing.Domain;

/// <summary>Decides about writing off.</summary>
internal static class WriteOffDecider
{
    public static Decision WriteOff(Account account, WriteOffInvoice command, DecisionContext context)
    {
        var (amount, refusal) = AmountOf(account, command);
        if (refusal is not null)
            return new Decision.Refused(refusal);
        return AccountDecider.Accept(Written(account.Invoices.First(known => known.ItemId == command.DocumentId), amount, command.Reason, context));
    }

    /// <summary>That so much of an invoice is given up.</summary>
    public static InvoiceWrittenOff Written(InvoiceItem item, Money amount, ReasonCode reason, DecisionContext context)
    {
        // The provision that the rest of the balance does not need.
        var free = item.Provision - Provisioning.Of(item.Balance - amount, item.ProvisionPercent);
        return new InvoiceWrittenOff(item.ItemId, item.Number, amount, Money.Min(amount, free), context.Today, context.PostingDate(context.Today), reason);
    }

    /// <summary>What would be written off, or why it cannot be.</summary>
    public static (Money Amount, Refusal? Refusal) AmountOf(Account account, WriteOffInvoice command)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item)
            return (default, new Refusal("unknown-invoice", $"The account has no invoice {command.DocumentId}."));
        if (!item.IsOpen)
            return (default, new Refusal("not-open", $"Nothing is owed of invoice {item.Number}."));
        if (account.ArrangementOf(item) is not null)
            return (default, new Refusal("arranged", $"Invoice {item.Number} is under an arrangement, which would count as kept; cancel that first."));
        var amount = command.Amount ?? item.Balance;
        return amount.Currency != item.Balance.Currency || !amount.IsPositive || amount > item.Balance
            ? (default, new Refusal("exceeds-balance", $"{item.Balance} is owed of invoice {item.Number}; write off more than 0 and no more than that."))
            : (amount, null);
    }
}
