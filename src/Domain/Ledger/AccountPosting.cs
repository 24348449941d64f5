namespace Billing.Domain;

/// <summary>The journal entries of an account's events. Every event has its answer here, if only that it posts nothing.</summary>
public static class AccountPosting
{
    /// <summary>The entries of one event; an invoice posts its whole recognition schedule at once.</summary>
    public static IReadOnlyList<JournalEntry> Post(AccountEvent happened) => happened switch
    {
        InvoiceFinalized e => [Issue(e.Invoice, e.PostingDate, Dated($"Invoice {e.Number}", e.IssueDate, e.PostingDate), e.DueDate, e.Invoice.DocumentId), .. RevenueRecognition.Schedule(e.Invoice, e.PostingDate, $"Revenue of {e.Number}", e.Invoice.DocumentId)],
        InvoiceVoided e => [Cancel(e), .. RevenueRecognition.Schedule(e.Cancellation, e.VoidedPostingDate, $"Revenue of {e.VoidedNumber}, cancelled by {e.Number}", e.VoidedDocumentId, e.PostingDate)],
        PaymentApplied e => [new JournalEntry(e.PostingDate, Dated($"Payment {e.PaymentId}", e.ValueDate, e.PostingDate), [new(ChartOfAccounts.Suspense, e.Amount), .. Settled(e.Allocations), new(ChartOfAccounts.CustomerCredit, -e.ToCredit)])],
        PaymentReversed e => [new JournalEntry(e.PostingDate, Dated($"Payment {e.PaymentId} taken back", e.ValueDate, e.PostingDate), [new(ChartOfAccounts.Suspense, -e.Amount), .. Reopened(e.Reopened), new(ChartOfAccounts.CustomerCredit, e.FromCredit)])],
        CreditUsed e => [new JournalEntry(e.PostingDate, Dated("Credit used", e.Date, e.PostingDate), [new(ChartOfAccounts.CustomerCredit, Sum(e.Allocations)), .. Settled(e.Allocations)])],
        AccountOpened or ProfileChanged or BillingAnchorSet or SubscriptionStarted or SubscriptionChanged or SubscriptionPaused or SubscriptionResumed or SubscriptionCancelled
            or SubscriptionReactivated or CouponApplied or CouponRemoved or ChargeAdded or ChargeRemoved or BillingCarriedOver or InvoiceDrafted or NumberVoided or BillingParked or BillingResumed
            or InvoiceBecameOverdue or NoticeIssued or AccountSentToCollections or DunningHeld or DunningReleased or DisputeOpened or DisputeClosed => [],
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no posting; say what it posts, or that it posts nothing."),
    };

    private static JournalEntry Issue(Invoice invoice, DateOnly postingDate, string text, DateOnly? dueDate, string documentId) => new(postingDate, text,
    [
        new(ChartOfAccounts.Receivables, invoice.Totals.Total, documentId, dueDate),
        .. invoice.Lines.GroupBy(line => line.Product).Select(alike => new JournalLine(ChartOfAccounts.DeferredRevenue(alike.Key), -Money.Sum(alike.Select(line => line.Net), invoice.Currency), documentId)),
        .. invoice.Taxes.Select(tax => new JournalLine(ChartOfAccounts.TaxPayable(tax.Tax.Jurisdiction), -tax.Amount, documentId)),
        new(ChartOfAccounts.Rounding, -invoice.Totals.Rounding, documentId),
    ]);

    private static JournalEntry Cancel(InvoiceVoided e)
    {
        var issue = Issue(e.Cancellation, e.PostingDate, Dated($"Invoice {e.VoidedNumber} cancelled by {e.Number}", e.IssueDate, e.PostingDate), null, e.VoidedDocumentId);
        return new JournalEntry(issue.PostingDate, issue.Text, [.. issue.Lines, .. Reopened(e.Released), .. e.Released.Select(part => new JournalLine(ChartOfAccounts.CustomerCredit, -part.Amount))]);
    }

    private static IEnumerable<JournalLine> Settled(IEnumerable<Allocation> allocations) =>
        allocations.Select(part => new JournalLine(ChartOfAccounts.Receivables, -part.Amount, part.DocumentId));

    private static IEnumerable<JournalLine> Reopened(IEnumerable<Allocation> allocations) =>
        allocations.Select(part => new JournalLine(ChartOfAccounts.Receivables, part.Amount, part.DocumentId));

    private static Money Sum(IReadOnlyList<Allocation> allocations) => Money.Sum(allocations.Select(part => part.Amount), allocations[0].Amount.Currency);

    // A posting into a closed period goes to the first open day and says so.
    private static string Dated(string text, DateOnly date, DateOnly postingDate) =>
        date == postingDate ? text : $"{text}, of {date:O} in a closed period";
}
