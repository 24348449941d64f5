namespace Billing.Domain;

/// <summary>The journal entries of an account's events. Every event has its answer here, if only that it posts nothing.</summary>
public static class AccountPosting
{
    /// <summary>The entries of one event; an invoice posts its whole recognition schedule at once.</summary>
    public static IReadOnlyList<JournalEntry> Post(AccountEvent happened) => [.. Entries(happened).Select(entry => entry with { Cause = happened.GetType().Name })];

    private static IReadOnlyList<JournalEntry> Entries(AccountEvent happened) => happened switch
    {
        InvoiceFinalized e => [Issue(e.Invoice, e.PostingDate, Dated($"Invoice {e.Number}", e.IssueDate, e.PostingDate), e.Invoice.DocumentId, (e.Number, e.IssueDate, e.DueDate)), .. RevenueRecognition.Schedule(e.Invoice, e.PostingDate, $"Revenue of {e.Number}", e.Invoice.DocumentId)],
        LateChargeIssued e => [Issue(e.Charge, e.PostingDate, Dated($"Late charge {e.Number}", e.IssueDate, e.PostingDate), e.Charge.DocumentId, (e.Number, e.IssueDate, e.DueDate))],
        InvoiceVoided e => [Cancel(e), .. RevenueRecognition.Schedule(e.Cancellation, e.VoidedPostingDate, $"Revenue of {e.VoidedNumber}, cancelled by {e.Number}", e.VoidedDocumentId, e.PostingDate)],
        PaymentApplied e => [new JournalEntry(e.PostingDate, Dated($"Payment {e.PaymentId}", e.ValueDate, e.PostingDate), [Suspense(e.Amount, e.PaymentId), .. Settled(e.Allocations), Credit(-e.ToCredit, e.PaymentId)])],
        PaymentReversed e => [new JournalEntry(e.PostingDate, Dated($"Payment {e.PaymentId} taken back", e.ValueDate, e.PostingDate), [Suspense(-e.Amount, e.PaymentId), .. Reopened(e.Reopened), Credit(e.FromCredit, e.PaymentId)])],
        CreditUsed e => [new JournalEntry(e.PostingDate, Dated("Credit used", e.Date, e.PostingDate), [.. e.Allocations.GroupBy(part => part.PaymentId).Select(used => Credit(Sum(used), used.Key)), .. Settled(e.Allocations)])],
        CreditReallocated e => [new JournalEntry(e.PostingDate, Dated($"Credit {e.CreditId} reallocated", e.Date, e.PostingDate), [.. Reopened(e.Released), .. Settled(e.Settled), Credit(-e.ToCredit, e.CreditId)])],
        CreditNoteIssued e => [Credit(e), .. RevenueRecognition.Schedule(e.Note, e.Corrects.PostingDate, $"Revenue of {e.Corrects.Number}, credited by {e.Number}", e.Corrects.DocumentId, e.PostingDate)],
        InvoiceWrittenOff e => [new JournalEntry(e.PostingDate, Dated($"Invoice {e.Number} written off", e.Date, e.PostingDate), [new(ChartOfAccounts.Receivables, -e.Amount, e.DocumentId), new(ChartOfAccounts.BadDebtProvision, e.FromProvision, e.DocumentId), new(ChartOfAccounts.BadDebt, e.Amount - e.FromProvision, e.DocumentId)]) { Reference = e.Number, Reason = e.Reason.ToString() }],
        ProvisionChanged e => [new JournalEntry(e.PostingDate, Dated($"Provision for {e.Number}, {e.Percent:0.####} %", e.Date, e.PostingDate), [new(ChartOfAccounts.BadDebt, e.Change, e.DocumentId), new(ChartOfAccounts.BadDebtProvision, -e.Change, e.DocumentId)]) { Reference = e.Number }],
        BalanceTakenOver e => Opening(e),
        BalanceAdjusted e => [new JournalEntry(e.PostingDate, Dated($"Adjustment: {e.Text}", e.Date, e.PostingDate), [new(ChartOfAccounts.Adjustments, e.Amount), Credit(-e.Amount, e.AdjustmentId)]) { Reason = e.Reason.ToString() }],
        AdjustmentWithdrawn e => [new JournalEntry(e.PostingDate, Dated($"Adjustment taken back: {e.Text}", e.Date, e.PostingDate), [new(ChartOfAccounts.Adjustments, -e.Amount), Credit(e.Amount, e.AdjustmentId)])],
        RefundPaid e => [new JournalEntry(e.PostingDate, Dated("Credit paid out", e.PaidOn, e.PostingDate), [Credit(e.Amount, e.CreditId), new(ChartOfAccounts.Cash(e.Method), -e.Amount)])],
        EarlyDiscountTaken e => [Discount(e.Amount, e.Taxes, e.DocumentId, Dated($"Discount for early payment of {e.Number}", e.Date, e.PostingDate), e.PostingDate) with { Reference = e.Number }],
        EarlyDiscountWithdrawn e => [Discount(-e.Amount, [.. e.Taxes.Select(tax => tax with { Amount = -tax.Amount })], e.DocumentId, Dated($"Discount of {e.Number} taken back", e.Date, e.PostingDate), e.PostingDate) with { Reference = e.Number }],
        DeductionTaken e => [Deducted(e.Deduction, e.Deduction.Amount, e.DocumentId, Dated($"{NameOf(e.Deduction.Kind)} of {e.Number}", e.Deduction.Date, e.PostingDate), e.PostingDate) with { Reference = e.Number, Reason = e.Deduction.Kind.ToString() }],
        DeductionWithdrawn e => [Deducted(e.Deduction, -e.Deduction.Amount, e.DocumentId, Dated($"{NameOf(e.Deduction.Kind)} of {e.Number} taken back", e.Date, e.PostingDate), e.PostingDate) with { Reference = e.Number, Reason = e.Deduction.Kind.ToString() }],
        AccountOpened or ProfileChanged or ParentLinked or CustomerErased or VirtualIbanSet or BillingAnchorSet or SubscriptionStarted or SubscriptionChanged or SubscriptionPaused or SubscriptionResumed or SubscriptionCancelled
            or SubscriptionReactivated or CouponApplied or CouponRemoved or ChargeAdded or ChargeRemoved or BillingCarriedOver or InvoiceDrafted or NumberVoided or ReceiptIssued or StatementIssued or StatementSkipped or BillingParked or BillingResumed
            or InvoiceBecameOverdue or NoticeIssued or AccountSentToCollections or CollectionsCaseAcknowledged or CollectionsCaseChanged or CollectionsCaseDisputed or CollectionsCaseDisputeSettled or CollectionsCaseRecalled or CollectionsCaseClosed or DunningStopped or SubscriptionsSuspended or SubscriptionsReinstated or DunningAssigned or DunningAssignmentEnded or DunningHeld or DunningReleased or DisputeOpened or DisputeClosed
            or PaymentMethodSaved or PaymentMethodPreferred or PaymentMethodEnded or PaymentAttemptStarted or PaymentAttemptSent or PaymentAttemptWithdrawn or PaymentAttemptSucceeded or PaymentAttemptFailed
            or RefundForgone or CertificateRecorded or BillingTermsChanged or ApprovalRequested or ApprovalGranted or ApprovalRejected
            or LateChargeDoubted or InterestDeferred or ArrangementAgreed or InstalmentReminded or InstalmentMissed or InstalmentCaughtUp or ArrangementKept or ArrangementBroken or ArrangementCancelled => [],
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no posting; say what it posts, or that it posts nothing."),
    };

    private static JournalEntry Issue(Invoice invoice, DateOnly postingDate, string text, string documentId, (string Number, DateOnly IssueDate, DateOnly DueDate)? opens = null) => new(postingDate, text,
    [
        new(ChartOfAccounts.Receivables, invoice.Totals.Total, documentId, opens?.DueDate) { Number = opens?.Number ?? "", IssueDate = opens?.IssueDate },
        .. invoice.Lines.GroupBy(line => (Account: IncomeOf(line), Tax: PostedTax.Of(line.Tax))).Select(alike => new JournalLine(alike.Key.Account, -Money.Sum(alike.Select(line => line.Net), invoice.Currency), documentId) { Tax = alike.Key.Tax }),
        .. invoice.Taxes.Select(tax => new JournalLine(ChartOfAccounts.TaxPayable(tax.Tax.Jurisdiction), -tax.Amount, documentId) { Tax = PostedTax.Of(tax.Tax) }),
        new(ChartOfAccounts.Rounding, -invoice.Totals.Rounding, documentId),
    ]);

    // A late charge is earned when it is charged.
    private static string IncomeOf(InvoiceLine line) => line.Kind switch
    {
        LineKind.LateFee or LineKind.Compensation => ChartOfAccounts.Fees,
        LineKind.Interest => ChartOfAccounts.Interest,
        _ => ChartOfAccounts.DeferredRevenue(line.Product),
    };

    // What a payment recovered is released as if it had paid: the bad debt is made good either way.
    private static JournalEntry Cancel(InvoiceVoided e)
    {
        var issue = Issue(e.Cancellation, e.PostingDate, Dated($"Invoice {e.VoidedNumber} cancelled by {e.Number}", e.IssueDate, e.PostingDate), e.VoidedDocumentId);
        return new JournalEntry(issue.PostingDate, issue.Text, [.. issue.Lines, .. e.Released.Select(part => new JournalLine(ChartOfAccounts.Receivables, part.Amount, part.DocumentId)), .. e.Released.Select(part => Credit(-part.Amount, part.PaymentId))]) { Reference = e.Number };
    }

    // A credit note gives back revenue and tax, to the invoice and to the customer's credit.
    private static JournalEntry Credit(CreditNoteIssued e)
    {
        var note = Issue(e.Note, e.PostingDate, Dated($"Invoice {e.Corrects.Number} credited by {e.Number}", e.IssueDate, e.PostingDate), e.Corrects.DocumentId);
        return new JournalEntry(note.PostingDate, note.Text,
            [.. note.Lines.Where(line => line.Account != ChartOfAccounts.Receivables), .. Settled(e.Allocations), Credit(-e.ToCredit, e.Note.DocumentId)])
        { Reference = e.Number, Reason = e.Reason.ToString() };
    }

    // One entry for each, so that each line of the receivables stands for itself.
    private static List<JournalEntry> Opening(BalanceTakenOver e) =>
    [
        .. e.Invoices.Where(taken => !taken.Opening.Balance.IsZero).Select(taken => new JournalEntry(e.PostingDate, Dated($"Invoice {taken.Opening.Number} taken over", e.AsOf, e.PostingDate),
            [new(ChartOfAccounts.Receivables, taken.Opening.Balance, taken.DocumentId, taken.Opening.DueDate) { Number = taken.Opening.Number, IssueDate = taken.Opening.IssueDate }, new(ChartOfAccounts.OpeningBalance, -taken.Opening.Balance, taken.DocumentId)])),
        .. e.Credits.Select(taken => new JournalEntry(e.PostingDate, Dated($"Credit {taken.Opening.Reference} taken over", e.AsOf, e.PostingDate),
            [new(ChartOfAccounts.OpeningBalance, taken.Opening.Unused), Credit(-taken.Opening.Unused, taken.CreditId)])),
    ];

    private static JournalEntry Discount(Money amount, IReadOnlyList<DiscountTax> taxes, string documentId, string text, DateOnly postingDate) => new(postingDate, text,
    [
        new(ChartOfAccounts.Receivables, -amount, documentId),
        .. taxes.Select(tax => new JournalLine(ChartOfAccounts.TaxPayable(tax.Jurisdiction), tax.Amount, documentId) { Tax = tax.Posted() }),
        .. Untaxed(amount - Money.Sum(taxes.Select(tax => tax.Amount), amount.Currency), taxes).Select(part => new JournalLine(ChartOfAccounts.Discounts, part.Amount, documentId) { Tax = part.Tax }),
    ]);

    // What a discount takes off the base of each tax: by what the invoice has of each (largest remainder).
    private static IEnumerable<(Money Amount, PostedTax? Tax)> Untaxed(Money net, IReadOnlyList<DiscountTax> taxes) => taxes.Count == 0 || taxes.Any(tax => tax.Base is not { IsPositive: true })
        ? [(net, null)]
        : net.Split([.. taxes.Select(tax => tax.Base!.Value.Amount)]).Zip(taxes, (part, tax) => (part, tax.Posted()));

    private static JournalEntry Deducted(Deduction deduction, Money amount, string documentId, string text, DateOnly postingDate) => new(postingDate, text,
    [
        new(ChartOfAccounts.Receivables, -amount, documentId),
        new(AccountOf(deduction), amount, documentId),
    ]);

    private static string NameOf(DeductionKind kind) => kind switch
    {
        DeductionKind.ShortPayment => "Short payment",
        DeductionKind.BankCharges => "Bank charges",
        _ => "Tax withheld",
    };

    private static string AccountOf(Deduction deduction) => deduction.Kind switch
    {
        DeductionKind.ShortPayment => ChartOfAccounts.PaymentDifferences,
        DeductionKind.BankCharges => ChartOfAccounts.ProcessorFees,
        _ => ChartOfAccounts.WithholdingTax(deduction.Jurisdiction),
    };

    private static IEnumerable<JournalLine> Settled(IEnumerable<Allocation> allocations) =>
        allocations.Select(part => new JournalLine(AccountOf(part.Kind), -part.Amount, part.DocumentId));

    private static IEnumerable<JournalLine> Reopened(IEnumerable<Allocation> allocations) =>
        allocations.Select(part => new JournalLine(AccountOf(part.Kind), part.Amount, part.DocumentId));

    private static string AccountOf(AllocationKind kind) => kind == AllocationKind.Recovery ? ChartOfAccounts.BadDebt : ChartOfAccounts.Receivables;

    private static JournalLine Credit(Money amount, string creditId) => new(ChartOfAccounts.CustomerCredit, amount) { CreditId = creditId };

    private static JournalLine Suspense(Money amount, string paymentId) => new(ChartOfAccounts.Suspense, amount) { CreditId = paymentId };

    private static Money Sum(IEnumerable<Allocation> allocations) => Money.Sum(allocations.Select(part => part.Amount), allocations.First().Amount.Currency);

    // A posting into a closed period goes to the first open day and says so.
    private static string Dated(string text, DateOnly date, DateOnly postingDate) =>
        date == postingDate ? text : $"{text}, of {date:O} in a closed period";
}
