namespace Billing.Domain;

/// <summary>What an event changes of what a customer owes, less its credit: the sum of the event's lines on the receivables and the customer's credit.</summary>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Date">Its own day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The document's number, or empty.</param>
/// <param name="Description">What else is to be said in numbers and references, or empty. What operators wrote for themselves is left out.</param>
/// <param name="DueDate">Of an invoice.</param>
/// <param name="Amount">Above 0 where more is owed.</param>
internal sealed record AccountMovement(DateOnly PostingDate, DateOnly Date, StatementLineKind Kind, string Number, string Description, DateOnly? DueDate, Money Amount)
{
    /// <summary>The movements of some history, in the order they were recorded.</summary>
    public static IEnumerable<AccountMovement> Of(IEnumerable<RecordedEvents> history) => history.SelectMany(recorded => Of(recorded.Events));

    /// <summary>The movements of the events of one command, in their order. What moves nothing has none, but for a document over 0.</summary>
    public static IEnumerable<AccountMovement> Of(IReadOnlyList<AccountEvent> events) =>
        events.SelectMany(happened => Of(happened, events)).Where(moved => !moved.Amount.IsZero || moved.Kind is StatementLineKind.Invoice or StatementLineKind.CreditNote);

    /// <summary>The invoices that it is about, where the event names them by their ids.</summary>
    public IReadOnlyList<string> Invoices { get; init; } = [];

    /// <summary>As the statement lists it.</summary>
    /// <param name="balance">What is owed after it.</param>
    /// <param name="numberOf">The number of an invoice.</param>
    public StatementLine ToLine(Money balance, Func<string, string> numberOf) =>
        new(PostingDate, Kind, Invoices.Count > 0 ? string.Join(", ", Invoices.Select(numberOf)) : Number, Description, DueDate, Amount.IsNegative ? null : Amount, Amount.IsNegative ? -Amount : null, balance) { DatedOn = Date == PostingDate ? null : Date };

    private static IEnumerable<AccountMovement> Of(AccountEvent happened, IReadOnlyList<AccountEvent> events) => happened switch
    {
        InvoiceFinalized e => [new(e.PostingDate, e.IssueDate, StatementLineKind.Invoice, e.Number, "", e.DueDate, e.Invoice.Totals.Total)],
        LateChargeIssued e => [new(e.PostingDate, e.IssueDate, StatementLineKind.LateCharge, e.Number, "", e.DueDate, e.Charge.Totals.Total)],
        InvoiceVoided e => [new(e.PostingDate, e.IssueDate, StatementLineKind.Cancellation, e.Number, e.VoidedNumber, null, e.Cancellation.Totals.Total)],
        CreditNoteIssued e => [Recovered(e.PostingDate, e.IssueDate, e.Allocations), new(e.PostingDate, e.IssueDate, StatementLineKind.CreditNote, e.Number, e.Corrects.Number, null, e.Note.Totals.Total)],
        PaymentApplied e => [Recovered(e.PostingDate, e.ValueDate, e.Allocations), new(e.PostingDate, e.ValueDate, StatementLineKind.Payment, ReceiptOf(e.AssignmentId, events), "", null, -e.Amount)],
        PaymentReversed e => [new(e.PostingDate, e.ValueDate, StatementLineKind.PaymentTakenBack, ReceiptOf(e.AssignmentId, events), "", null, e.Amount), GivenUpAgain(e.PostingDate, e.ValueDate, e.Reopened)],
        CreditUsed e => [Recovered(e.PostingDate, e.Date, e.Allocations)],
        CreditReallocated e => [GivenUpAgain(e.PostingDate, e.Date, e.Released), Recovered(e.PostingDate, e.Date, e.Settled)],
        InvoiceWrittenOff e => [new(e.PostingDate, e.Date, StatementLineKind.WriteOff, e.Number, "", null, -e.Amount)],
        BalanceTakenOver e =>
        [
            .. e.Invoices.Select(taken => new AccountMovement(e.PostingDate, e.AsOf, StatementLineKind.TakenOver, taken.Opening.Number, "", taken.Opening.DueDate, taken.Opening.Balance)),
            .. e.Credits.Select(taken => new AccountMovement(e.PostingDate, e.AsOf, StatementLineKind.TakenOver, taken.Opening.Reference, "", null, -taken.Opening.Unused)),
        ],
        BalanceAdjusted e => [new(e.PostingDate, e.Date, StatementLineKind.Adjustment, "", "", null, -e.Amount)],
        AdjustmentWithdrawn e => [new(e.PostingDate, e.Date, StatementLineKind.Adjustment, "", "", null, e.Amount)],
        RefundPaid e => [new(e.PostingDate, e.PaidOn, StatementLineKind.Refund, "", e.Text, null, e.Amount)],
        EarlyDiscountTaken e => [new(e.PostingDate, e.Date, StatementLineKind.Discount, e.Number, "", null, -e.Amount)],
        EarlyDiscountWithdrawn e => [new(e.PostingDate, e.Date, StatementLineKind.Discount, e.Number, "", null, e.Amount)],
        DeductionTaken e => [new(e.PostingDate, e.Deduction.Date, StatementLineKind.Deduction, e.Number, "", null, -e.Deduction.Amount)],
        DeductionWithdrawn e => [new(e.PostingDate, e.Date, StatementLineKind.Deduction, e.Number, "", null, e.Deduction.Amount)],
        _ => [],
    };

    // What was written off is owed no more, so what pays it after all brings it back first: else the payment would stand as credit.
    private static AccountMovement Recovered(DateOnly postingDate, DateOnly date, IReadOnlyList<Allocation> parts)
    {
        List<Allocation> recovered = [.. parts.Where(part => part.Kind == AllocationKind.Recovery)];
        return new(postingDate, date, StatementLineKind.WriteOff, "", "", null, recovered.Count == 0 ? default : Money.Sum(recovered.Select(part => part.Amount), recovered[0].Amount.Currency))
        {
            Invoices = [.. recovered.Select(part => part.DocumentId)],
        };
    }

    private static AccountMovement GivenUpAgain(DateOnly postingDate, DateOnly date, IReadOnlyList<Allocation> parts) =>
        Recovered(postingDate, date, [.. parts.Select(part => part with { Amount = -part.Amount })]);

    private static string ReceiptOf(string assignmentId, IReadOnlyList<AccountEvent> events) =>
        events.OfType<ReceiptIssued>().FirstOrDefault(issued => issued.Receipt.AssignmentId == assignmentId)?.Number ?? "";
}
