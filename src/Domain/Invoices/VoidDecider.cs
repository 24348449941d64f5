namespace Billing.Domain;

/// <summary>Decides about cancelling invoices and about numbers that were never used.</summary>
internal static class VoidDecider
{
    /// <summary>How many payments can be released in one transaction. An invoice that more of them paid is credited instead, which touches none of them.</summary>
    public const int MostPayments = 90;

    public static Decision Void(Account account, VoidInvoice command, DecisionContext context)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item)
            return AccountDecider.Refuse("unknown-invoice", $"The account has no issued invoice {command.DocumentId}.");
        if (context.InvoiceOf(command.DocumentId) is not { } document)
            return AccountDecider.Refuse("taken-over", $"Invoice {item.Number} was issued in another system; adjust the balance or write it off instead.");
        if (WhyNot(item) is { } refusal)
            return new Decision.Refused(refusal);

        var cancellation = InvoiceCalculation.Cancel(document.Invoice, account.NotVoided(DocumentIds.OfCancellation(account.AccountId, item.ItemId)));
        if (EInvoiceCheck.Refusal(EInvoiceCheck.Faults(cancellation, document, context)) is { } incomplete)
            return new Decision.Refused(incomplete);
        if (!context.Numbers.TryGetValue(cancellation.DocumentId, out var number))
            return new Decision.NeedsNumbers([new DocumentToNumber(cancellation.DocumentId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.Cancellation, context.Today.Year), context.Today)]);

        var discount = EarlyPayment.Withdraw(item, context.Today, context).ToList();
        var givenUp = DeductionDecider.WithdrawForCredit(item, item.Total, context).ToList();
        return AccountDecider.Accept([.. discount, .. givenUp, new InvoiceVoided(
            cancellation, number, context.Today, context.PostingDate(context.Today), item.ItemId, item.Number, document.PostingDate,
            account.ProfileVersion, item.Balance + Money.Sum(discount.Select(taken => taken.Amount).Concat(givenUp.Select(taken => taken.Deduction.Amount)), item.Balance.Currency), item.Allocations)]);
    }

    private static Refusal? WhyNot(InvoiceItem item) => item switch
    {
        { CancelledBy: not null } => new Refusal("already-void", $"Invoice {item.Number} is cancelled already."),
        { Credited: not null } => new Refusal("has-credit-notes", $"Invoice {item.Number} has credit notes; credit what is left of it instead."),
        { UnusedTime: not null } => new Refusal("unused-time-credited", $"Unused time of invoice {item.Number} is credited on another; credit what is left of it instead."),
        { WrittenOff.IsZero: false } => new Refusal("written-off", $"Invoice {item.Number} is written off; credit it instead."),
        _ when item.Deductions.Any(known => known.Kind != DeductionKind.ShortPayment) => new Refusal("has-deductions", $"Tax was withheld or bank charges were accepted on invoice {item.Number}; credit it instead, or take these back first."),
        { Allocations.Count: > MostPayments } => new Refusal("too-many-payments", $"More than {MostPayments} payments paid invoice {item.Number}; credit it instead."),
        _ => null,
    };

    public static Decision VoidNumber(Account account, VoidNumber command, DecisionContext context)
    {
        if (account.Drafts.Any(draft => draft.DocumentId == command.DocumentId))
            return AccountDecider.Refuse("still-a-draft", $"{command.DocumentId} is a draft; its number is used when it is issued.");

        var documentId = command.DocumentId;
        if (context.Documents.TryGetValue(documentId, out var issued))
        {
            if (issued.Number == command.Number)
            {
                return issued.IsVoidSheet
                    ? AccountDecider.Accept()
                    : AccountDecider.Refuse("already-issued", $"Number {command.Number} stands on an issued document; cancel that instead.");
            }

            // Issued under another number, as when the year turned between the reservation and the commit: the sheet needs an id of its own.
            documentId = DocumentIds.OfVoidNumber(account.AccountId, command.Number);
        }

        return account.VoidedDocumentIds.Contains(documentId)
            ? AccountDecider.Accept()
            : AccountDecider.Accept(new NumberVoided(documentId, command.Number, context.Today, account.Currency()));
    }
}
