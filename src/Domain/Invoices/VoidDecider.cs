namespace Billing.Domain;

/// <summary>Decides about cancelling invoices and about numbers that were never used.</summary>
internal static class VoidDecider
{
    public static Decision Void(Account account, VoidInvoice command, DecisionContext context)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item || !context.Documents.TryGetValue(command.DocumentId, out var document))
            return AccountDecider.Refuse("unknown-invoice", $"The account has no issued invoice {command.DocumentId}.");
        if (item.CancelledBy is not null)
            return AccountDecider.Refuse("already-void", $"Invoice {item.Number} is cancelled already.");

        var cancellation = InvoiceCalculation.Cancel(document.Invoice, DocumentIds.OfCancellation(account.AccountId, item.ItemId));
        if (!context.Numbers.TryGetValue(cancellation.DocumentId, out var number))
            return new Decision.NeedsNumbers([new DocumentToNumber(cancellation.DocumentId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.Cancellation, context.Today.Year), context.Today)]);

        return AccountDecider.Accept(new InvoiceVoided(
            cancellation, number, context.Today, context.PostingDate(context.Today), item.ItemId, item.Number, document.PostingDate,
            account.ProfileVersion, item.Balance, item.Allocations));
    }

    public static Decision VoidNumber(Account account, VoidNumber command, DecisionContext context) =>
        account.VoidedDocumentIds.Contains(command.DocumentId)
            ? AccountDecider.Accept()
            : AccountDecider.Accept(new NumberVoided(command.DocumentId, command.Number, context.Today, account.Currency()));
}
