namespace Billing.Domain;

/// <summary>Decides about credit notes.</summary>
internal static class CreditNoteDecider
{
    public static Decision Issue(Account account, IssueCreditNote command, DecisionContext context)
    {
        var noteId = account.NotVoided(DocumentIds.OfCreditNote(account.AccountId, command.Key));
        if (account.Credits.Any(known => known.ItemId == noteId))
            return AccountDecider.Accept();
        var (note, credited, item, refusal) = Written(account, command, noteId, context);
        if (note is null || item is null)
            return new Decision.Refused(refusal!);
        if (EInvoiceCheck.Refusal(EInvoiceCheck.Faults(note, context.InvoiceOf(command.DocumentId)!, context)) is { } incomplete)
            return new Decision.Refused(incomplete);
        if (!context.Numbers.TryGetValue(noteId, out var number))
            return new Decision.NeedsNumbers([new DocumentToNumber(noteId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.CreditNote, context.Today.Year), context.Today)]);

        List<AccountEvent> events = [.. EarlyPayment.WithdrawForCredit(item, -note.Totals.Total, context), .. DeductionDecider.WithdrawForCredit(item, -note.Totals.Total, context)];
        item = events.Aggregate(account, AccountEvolution.Evolve).Invoices.First(known => known.ItemId == command.DocumentId);
        var (allocations, left) = Allocate(item, noteId, -note.Totals.Total, command.Disposition);
        events.Add(new CreditNoteIssued(
            note, number, context.Today, context.PostingDate(context.Today), new CorrectedInvoice(item.ItemId, item.Number, item.IssueDate, context.InvoiceOf(item.ItemId)!.PostingDate),
            credited, account.ProfileVersion, command.Reason, command.Disposition, allocations, left));
        return AccountDecider.Accept(events);
    }

    /// <summary>What the note would come to, or why it cannot be.</summary>
    public static (Money Amount, Refusal? Refusal) AmountOf(Account account, IssueCreditNote command, DecisionContext context)
    {
        var (note, _, _, refusal) = Written(account, command, DocumentIds.OfCreditNote(account.AccountId, command.Key), context);
        return note is null ? (default, refusal) : (-note.Totals.Total, EInvoiceCheck.Refusal(EInvoiceCheck.Faults(note, context.InvoiceOf(command.DocumentId)!, context)));
    }

    /// <summary>What would keep the note from being a valid e-invoice; nothing where it is none, or cannot be written at all.</summary>
    public static IReadOnlyList<EInvoiceFault> EInvoiceFaults(Account account, IssueCreditNote command, DecisionContext context) =>
        Written(account, command, DocumentIds.OfCreditNote(account.AccountId, command.Key), context) is { Note: { } note } ? EInvoiceCheck.Faults(note, context.InvoiceOf(command.DocumentId)!, context) : [];

    private static (Invoice? Note, IReadOnlyList<CreditedLine> Credited, InvoiceItem? Item, Refusal? Refusal) Written(Account account, IssueCreditNote command, string noteId, DecisionContext context)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item)
            return (null, [], null, new Refusal("unknown-invoice", $"The account has no issued invoice {command.DocumentId}."));
        if (context.InvoiceOf(command.DocumentId) is not { } document)
            return (null, [], item, new Refusal("taken-over", $"Invoice {item.Number} was issued in another system; adjust the balance or write it off instead."));
        if (item.CancelledBy is not null)
            return (null, [], item, new Refusal("already-void", $"Invoice {item.Number} is cancelled already."));
        var (note, credited, refusal) = CreditNoteCalculation.Credit(document.Invoice, item, command.Lines, noteId);
        return (note, credited, item, refusal);
    }

    private static (IReadOnlyList<Allocation> Allocations, Money Left) Allocate(InvoiceItem item, string noteId, Money amount, CreditDisposition disposition)
    {
        var settled = disposition == CreditDisposition.AccountCredit ? Money.Zero(amount.Currency) : Money.Min(amount, item.Balance);
        var recovered = Money.Min(amount - settled, item.WrittenOff);
        var allocations = new[]
        {
            new Allocation(noteId, item.ItemId, settled),
            new Allocation(noteId, item.ItemId, recovered, AllocationKind.Recovery),
        };
        return ([.. allocations.Where(part => part.Amount.IsPositive)], amount - settled - recovered);
    }
}
