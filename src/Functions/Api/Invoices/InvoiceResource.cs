using Billing.Domain;
using Billing.Functions.Api.Coupons;

namespace Billing.Functions.Api.Invoices;

/// <summary>An invoice, or another numbered document, and what became of it.</summary>
/// <param name="DocumentId">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number; nothing while it is a draft.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Status">Where an invoice stands; nothing for other documents.</param>
/// <param name="IssueDate">Its date; nothing while it is a draft.</param>
/// <param name="FinalizeOn">The day a draft is issued on.</param>
/// <param name="DueDate">The last day to pay without being late.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Lines">As issued.</param>
/// <param name="Taxes">As issued.</param>
/// <param name="Totals">As issued.</param>
/// <param name="CreditUsed">What credit paid of it when it was issued.</param>
/// <param name="AmountDue">Total less CreditUsed, as printed.</param>
/// <param name="Balance">What is owed now.</param>
/// <param name="Allocations">What paid it.</param>
/// <param name="OverdueSince">The day it was flagged overdue.</param>
/// <param name="FinalNoticeOn">The day of its final notice.</param>
/// <param name="InCollectionsSince">The day it was handed to collections.</param>
/// <param name="DisputedBecause">Why the customer contests it.</param>
/// <param name="CancelledBy">The document that cancels it.</param>
/// <param name="Credited">What credit notes gave back of it.</param>
/// <param name="WrittenOff">What is written off of it and did not come in since.</param>
/// <param name="DiscountOffer">The discount for early payment that it offers.</param>
/// <param name="Discount">The discount that was taken.</param>
/// <param name="Withholding">The tax that the customer is expected to withhold of it.</param>
/// <param name="Deductions">What was kept back of it and is not asked for.</param>
/// <param name="SettledBefore">What was paid before it was taken over from another system; then there is no document of ours.</param>
/// <param name="CancelsNumber">The number of the invoice that it cancels.</param>
/// <param name="CorrectsNumber">The number of the invoice that a credit note corrects.</param>
/// <param name="Reason">Why a credit note corrects it.</param>
/// <param name="ReplacesNumber">The number of the cancelled invoice that it bills again.</param>
/// <param name="Periods">The periods that it bills.</param>
/// <param name="Coupons">The coupons as they were when it was billed.</param>
/// <param name="PurchaseOrder">The customer's order number, if it names one.</param>
/// <param name="Memo">The note to the customer, if it has one.</param>
/// <param name="Buyer">The customer as it was.</param>
internal sealed record InvoiceResource(
    string DocumentId, DocumentKind Kind, string? Number, string AccountId, InvoiceStatus? Status, DateOnly? IssueDate, DateOnly? FinalizeOn, DateOnly? DueDate, DateOnly? PostingDate,
    IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<TaxLine> Taxes, InvoiceTotals Totals, Money? CreditUsed, Money? AmountDue, Money Balance, IReadOnlyList<PaidPart> Allocations,
    DateOnly? OverdueSince, DateOnly? FinalNoticeOn, DateOnly? InCollectionsSince, string? DisputedBecause, string? CancelledBy,
    CreditedAmounts? Credited, Money? WrittenOff, DiscountOffer? DiscountOffer, TakenDiscount? Discount, ExpectedWithholding? Withholding, IReadOnlyList<Deduction> Deductions, Money? SettledBefore,
    string? CancelsNumber, string? CorrectsNumber, ReasonCode? Reason, string? ReplacesNumber,
    IReadOnlyList<InvoicePeriod> Periods, IReadOnlyList<AppliedCouponResource> Coupons, string? PurchaseOrder, string? Memo, CustomerProfile? Buyer)
{
    /// <summary>The arrangement that covers it, while that runs; then it is not dunned.</summary>
    public string? ArrangementId { get; init; }

    public static InvoiceResource Of(AccountId account, IssuedInvoice document, InvoiceItem? item) => new(
        document.Invoice.DocumentId, document.Invoice.Kind, document.Number, account.ToString(), item?.Status, document.IssueDate, null, item?.DueDate, document.PostingDate,
        document.Invoice.Lines, document.Invoice.Taxes, document.Invoice.Totals, document.CreditUsed, document.AmountDue, item?.Balance ?? Money.Zero(document.Invoice.Currency),
        [.. (item?.Allocations ?? []).Select(part => new PaidPart(part.PaymentId, part.Amount, part.Kind))], item?.OverdueSince, item?.FinalNoticeOn, item?.InCollectionsSince, item?.DisputedBecause, item?.CancelledBy,
        item?.Credited, item?.WrittenOff, document.Discount, item?.Discount, item?.Withholding, item?.Deductions ?? [], null,
        document.Invoice.Kind == DocumentKind.Cancellation ? document.Preceding?.Number : null, document.Invoice.Kind == DocumentKind.CreditNote ? document.Preceding?.Number : null, document.Preceding?.Reason, OrNothing(document.Invoice.ReplacesNumber),
        PeriodsOf(document.Invoice), CouponsOf(document.Invoice), OrNothing(document.Invoice.PurchaseOrder), OrNothing(document.Invoice.Memo), document.Buyer);

    public static InvoiceResource Of(AccountId account, Invoice invoice, Draft draft) => new(
        invoice.DocumentId, invoice.Kind, null, account.ToString(), InvoiceStatus.Draft, null, draft.FinalizeOn, null, null, invoice.Lines, invoice.Taxes, invoice.Totals, null, null,
        Money.Zero(invoice.Currency), [], null, null, null, null, null, null, null, null, null, null, [], null, null, null, null, OrNothing(invoice.ReplacesNumber), PeriodsOf(invoice), CouponsOf(invoice), OrNothing(invoice.PurchaseOrder), OrNothing(invoice.Memo), null);

    /// <summary>An invoice of another system: what is known of it is its balance.</summary>
    public static InvoiceResource Of(AccountId account, InvoiceItem item) => new(
        item.ItemId, DocumentKind.Invoice, item.Number, account.ToString(), item.Status, item.IssueDate, null, item.DueDate, null, [], [],
        new InvoiceTotals(item.Total, Money.Zero(item.Total.Currency), item.Total, Money.Zero(item.Total.Currency)), null, null, item.Balance,
        [.. item.Allocations.Select(part => new PaidPart(part.PaymentId, part.Amount, part.Kind))], item.OverdueSince, item.FinalNoticeOn, item.InCollectionsSince, item.DisputedBecause, item.CancelledBy,
        null, item.WrittenOff, null, null, null, item.Deductions, item.SettledBefore, null, null, null, null, [], [], null, null, null);

    private static IReadOnlyList<InvoicePeriod> PeriodsOf(Invoice invoice) => [.. invoice.Periods.Select(period => new InvoicePeriod(period.SubscriptionId, period.Period, period.Revision))];

    private static IReadOnlyList<AppliedCouponResource> CouponsOf(Invoice invoice) => [.. invoice.Coupons.Select(AppliedCouponResource.Of)];

    private static string? OrNothing(string text) => text.Length > 0 ? text : null;
}

/// <summary>A period that an invoice bills.</summary>
/// <param name="SubscriptionId">Whose.</param>
/// <param name="Period">The days.</param>
/// <param name="Revision">Above 0 where days that were billed are billed anew.</param>
internal sealed record InvoicePeriod(string SubscriptionId, ServicePeriod Period, int Revision);

/// <summary>What a payment or other credit paid of an invoice.</summary>
internal sealed record PaidPart(string PaymentId, Money Amount, AllocationKind Kind);

/// <summary>A document in a list.</summary>
internal sealed record InvoiceSummary(
    string DocumentId, DocumentKind Kind, string? Number, string AccountId, DateOnly IssueDate, DateOnly? DueDate, Money Total, Money Balance, InvoiceStatus? Status, bool Disputed);

/// <summary>How an invoice was cancelled.</summary>
internal sealed record VoidedInvoice(string DocumentId, string CancellationId, string CancellationNumber, DateOnly IssueDate, Money Total)
{
    public static VoidedInvoice Of(string documentId, InvoiceVoided voided) => new(documentId, voided.Cancellation.DocumentId, voided.Number, voided.IssueDate, voided.Cancellation.Totals.Total);
}
