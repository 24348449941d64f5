using Billing.Domain;
using Billing.Functions.Api.Charges;

namespace Billing.Functions.Api.Invoices;

/// <summary>What a customer is billed next, as things stand.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="On">The day.</param>
/// <param name="Invoices">As they would be.</param>
/// <param name="CreditNotes">What would be credited apart, where an invoice would be below zero.</param>
/// <param name="CarriedOver">What would be too little for an invoice and wait for a later one.</param>
/// <param name="ParkedBecause">Why less would be billed than is due, if so.</param>
internal sealed record UpcomingInvoices(string AccountId, DateOnly On, IReadOnlyList<UpcomingInvoice> Invoices, IReadOnlyList<UpcomingCreditNote> CreditNotes, IReadOnlyList<ChargeResource> CarriedOver, string? ParkedBecause)
{
    public static UpcomingInvoices Of(AccountId account, DateOnly on, IReadOnlyList<AccountEvent> events) => new(
        account.ToString(), on,
        [.. events.OfType<InvoiceDrafted>().Select(e => UpcomingInvoice.Of(e.Invoice, true, [])), .. events.OfType<InvoiceFinalized>().Select(e => UpcomingInvoice.Of(e.Invoice, false, events))],
        [.. events.OfType<CreditNoteIssued>().Select(e => new UpcomingCreditNote(e.Corrects.DocumentId, e.Corrects.Number, e.Note.Lines, e.Note.Taxes, e.Note.Totals))],
        [.. events.OfType<BillingCarriedOver>().SelectMany(e => e.Charges).Select(ChargeResource.Of)], events.OfType<BillingParked>().FirstOrDefault()?.Reason);
}

/// <summary>An invoice as it would be.</summary>
/// <param name="Draft">Whether it would be a draft first.</param>
/// <param name="Lines">As they would be issued.</param>
/// <param name="Taxes">As they would be issued.</param>
/// <param name="Totals">As they would be issued.</param>
/// <param name="CreditUsed">What the customer's credit would pay of it.</param>
/// <param name="AmountDue">Total less CreditUsed.</param>
internal sealed record UpcomingInvoice(bool Draft, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<TaxLine> Taxes, InvoiceTotals Totals, Money CreditUsed, Money AmountDue)
{
    public static UpcomingInvoice Of(Invoice invoice, bool draft, IReadOnlyList<AccountEvent> events)
    {
        var credit = Money.Sum(events.OfType<CreditUsed>().SelectMany(used => used.Allocations).Where(part => part.DocumentId == invoice.DocumentId).Select(part => part.Amount), invoice.Currency);
        return new UpcomingInvoice(draft, invoice.Lines, invoice.Taxes, invoice.Totals, credit, invoice.Totals.Total - credit);
    }
}

/// <summary>A credit note as it would be.</summary>
/// <param name="CorrectsDocumentId">The invoice that it would correct.</param>
/// <param name="CorrectsNumber">Its number.</param>
/// <param name="Lines">As they would be issued; amounts are below 0.</param>
/// <param name="Taxes">As they would be issued.</param>
/// <param name="Totals">As they would be issued.</param>
internal sealed record UpcomingCreditNote(string CorrectsDocumentId, string CorrectsNumber, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<TaxLine> Taxes, InvoiceTotals Totals);
