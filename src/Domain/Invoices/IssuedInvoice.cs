using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>An invoice as it was issued, or what has its shape: a late charge, a cancellation, a credit note, the sheet of a number that was never used.</summary>
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
public sealed record IssuedInvoice(
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
    CustomerProfile Buyer) : IssuedDocument(Number, IssueDate, Seller, Buyer)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string DocumentId => Invoice.DocumentId;

    /// <inheritdoc />
    [JsonIgnore]
    public override Money Total => Invoice.Totals.Total;

    /// <summary>Whether it was issued as an e-invoice, beside its PDF or in place of it.</summary>
    [JsonIgnore]
    public bool IsEInvoice => EInvoice.Of(this) is not null;

    /// <inheritdoc />
    [JsonIgnore]
    public override bool IsVoidSheet => Invoice.Kind == DocumentKind.VoidNumber;

    internal static IssuedInvoice Of(InvoiceFinalized issued, IReadOnlyList<AccountEvent> decided, Seller seller, CustomerProfile buyer)
    {
        var total = issued.Invoice.Totals.Total;
        var credit = Money.Sum(decided.OfType<CreditUsed>().SelectMany(used => used.Allocations)
            .Where(allocation => allocation.DocumentId == issued.Invoice.DocumentId).Select(allocation => allocation.Amount), total.Currency);
        return new IssuedInvoice(issued.Invoice, issued.Number, issued.IssueDate, issued.DueDate, issued.PostingDate, credit, total - credit, null, issued.Discount, seller, buyer);
    }

    internal static IssuedInvoice Of(LateChargeIssued issued, Seller seller, CustomerProfile buyer)
    {
        var total = issued.Charge.Totals.Total;
        return new IssuedInvoice(issued.Charge, issued.Number, issued.IssueDate, issued.DueDate, issued.PostingDate, Money.Zero(total.Currency), total, null, null, seller, buyer);
    }

    internal static IssuedInvoice Of(InvoiceVoided voided, IssuedInvoice? cancelled, Seller seller, CustomerProfile buyer) => NotPayable(
        voided.Cancellation, voided.Number, voided.IssueDate, voided.PostingDate, new PrecedingInvoice(voided.VoidedNumber, cancelled?.IssueDate, null, cancelled?.IsEInvoice ?? false), seller, buyer);

    internal static IssuedInvoice Of(CreditNoteIssued credited, IssuedInvoice? corrected, Seller seller, CustomerProfile buyer) => NotPayable(
        credited.Note, credited.Number, credited.IssueDate, credited.PostingDate,
        new PrecedingInvoice(credited.Corrects.Number, credited.Corrects.IssueDate, credited.Reason, corrected?.IsEInvoice ?? false), seller, buyer);

    internal static IssuedInvoice VoidSheet(NumberVoided number, Seller seller, CustomerProfile buyer)
    {
        var nothing = Money.Zero(number.Currency);
        var empty = new Invoice(number.DocumentId, DocumentKind.VoidNumber, number.Currency, [], [], new InvoiceTotals(nothing, nothing, nothing, nothing), [], 0, []);
        return NotPayable(empty, number.Number, number.Date, number.Date, null, seller, buyer);
    }

    private static IssuedInvoice NotPayable(Invoice content, string number, DateOnly issueDate, DateOnly postingDate, PrecedingInvoice? preceding, Seller seller, CustomerProfile buyer)
    {
        var nothing = Money.Zero(content.Currency);
        return new IssuedInvoice(content, number, issueDate, issueDate, postingDate, nothing, nothing, preceding, null, seller, buyer);
    }
}

/// <summary>The invoice that a document cancels or corrects.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date; nothing where it is not known.</param>
/// <param name="Reason">Why it is corrected, on a credit note.</param>
/// <param name="WasEInvoice">Whether it was an e-invoice; only then what corrects it is one.</param>
public sealed record PrecedingInvoice(string Number, DateOnly? IssueDate, ReasonCode? Reason, bool WasEInvoice = false);
