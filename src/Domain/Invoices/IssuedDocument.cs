namespace Billing.Domain;

/// <summary>A document exactly as it was issued, with the parties as they were. Never changed.</summary>
/// <param name="Invoice">Its content.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay without being late; the issue date where nothing is to pay.</param>
/// <param name="PostingDate">The day it was posted on.</param>
/// <param name="CreditUsed">What the customer's credit paid of it when it was issued.</param>
/// <param name="AmountDue">Total less CreditUsed.</param>
/// <param name="Preceding">The invoice that it cancels or corrects; nothing for an invoice.</param>
/// <param name="Discount">The discount for early payment that it offers, if it does.</param>
/// <param name="Seller">The seller as it was.</param>
/// <param name="Buyer">The customer as it was.</param>
public sealed record IssuedDocument(
    Invoice Invoice,
    string Number,
    DateOnly IssueDate,
    DateOnly DueDate,
    DateOnly PostingDate,
    Money CreditUsed,
    Money AmountDue,
    PrecedingInvoice? Preceding,
    DiscountOffer? Discount,
    Seller Seller,
    CustomerProfile Buyer)
{
    /// <summary>The documents that the events of one decision issue.</summary>
    public static IEnumerable<IssuedDocument> Of(IReadOnlyList<AccountEvent> events, DecisionContext context)
    {
        // A seller's closings and merchant accounts are no part of a document.
        var seller = context.Seller with { ClosedPeriods = [], MerchantAccounts = [] };
        foreach (var happened in events)
        {
            if (happened is InvoiceFinalized issued)
            {
                var total = issued.Invoice.Totals.Total;
                var credit = Money.Sum(events.OfType<CreditUsed>().SelectMany(used => used.Allocations)
                    .Where(allocation => allocation.DocumentId == issued.Invoice.DocumentId).Select(allocation => allocation.Amount), total.Currency);
                yield return new IssuedDocument(issued.Invoice, issued.Number, issued.IssueDate, issued.DueDate, issued.PostingDate, credit, total - credit, null, issued.Discount, seller, context.Profile);
            }
            else if (happened is InvoiceVoided voided)
            {
                var nothing = Money.Zero(voided.Cancellation.Currency);
                yield return new IssuedDocument(voided.Cancellation, voided.Number, voided.IssueDate, voided.IssueDate, voided.PostingDate, nothing, nothing, new PrecedingInvoice(voided.VoidedNumber, null, null), null, seller, context.Profile);
            }
            else if (happened is CreditNoteIssued credited)
            {
                var nothing = Money.Zero(credited.Note.Currency);
                yield return new IssuedDocument(
                    credited.Note, credited.Number, credited.IssueDate, credited.IssueDate, credited.PostingDate, nothing, nothing,
                    new PrecedingInvoice(credited.Corrects.Number, credited.Corrects.IssueDate, credited.Reason), null, seller, context.Profile);
            }
            else if (happened is NumberVoided number)
            {
                yield return VoidSheet(number, seller, context.Profile);
            }
        }
    }

    private static IssuedDocument VoidSheet(NumberVoided number, Seller seller, CustomerProfile buyer)
    {
        var nothing = Money.Zero(number.Currency);
        var empty = new Invoice(number.DocumentId, DocumentKind.VoidNumber, number.Currency, [], [], new InvoiceTotals(nothing, nothing, nothing, nothing), [], 0, []);
        return new IssuedDocument(empty, number.Number, number.Date, number.Date, number.Date, nothing, nothing, null, null, seller, buyer);
    }
}

/// <summary>The invoice that a document cancels or corrects.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date; nothing on a cancellation, which names the number alone.</param>
/// <param name="Reason">Why it is corrected, on a credit note.</param>
public sealed record PrecedingInvoice(string Number, DateOnly? IssueDate, ReasonCode? Reason);
