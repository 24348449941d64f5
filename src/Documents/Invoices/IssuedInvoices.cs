using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Invoices;

/// <summary>Reads documents as the ledger keeps them into documents as they are printed. Amounts are taken over, never computed.</summary>
public static class IssuedInvoices
{
    /// <summary>The printed form of an issued invoice, late charge, cancellation, credit note or void sheet.</summary>
    /// <param name="issued">As it was issued.</param>
    /// <param name="assets">The seller's.</param>
    /// <param name="paymentLink">A page to pay on, or null.</param>
    public static InvoiceDocument ToDocument(this IssuedInvoice issued, DocumentAssets assets, Uri? paymentLink)
    {
        var invoice = issued.Invoice;
        var language = issued.Seller.LanguageFor(issued.Buyer);
        var isPayable = invoice.Kind is DocumentKind.Invoice or DocumentKind.LateCharge && issued.AmountDue.IsPositive;
        return new InvoiceDocument
        {
            Kind = KindOf(issued),
            Number = issued.Number,
            IssueDate = issued.IssueDate,
            DueDate = isPayable ? issued.DueDate : null,
            Language = language,
            Currency = invoice.Currency,
            Seller = issued.Seller.ToParty(),
            Buyer = issued.Buyer.ToParty(),
            OrderReference = issued.Buyer.Reference,
            PurchaseOrder = invoice.PurchaseOrder,
            Replaces = invoice.ReplacesNumber,
            Memo = invoice.Memo,
            Lines = LinesOf(invoice),
            TaxSummary = [.. invoice.Taxes.Select(t => new TaxSummaryRow(t.Tax.Treatment, t.Tax.Rate, t.Base, t.Amount))],
            Totals = new DocumentTotals(
                invoice.Totals.Net, invoice.Totals.Tax, invoice.Totals.Total, issued.CreditUsed, issued.AmountDue, invoice.Totals.Rounding),
            TaxNotes = [.. invoice.Taxes.Select(t => t.Tax.Note).Where(n => n.Length > 0).Distinct()],
            Payment = isPayable
                ? new PaymentInstructions(issued.Seller.BankFor(invoice.Currency), issued.Number, paymentLink)
                : null,
            EarlyPayment = isPayable && issued.Discount is { } offer ? new EarlyPaymentOffer(offer.Percent, offer.Until, offer.Amount) : null,
            LegalFooter = issued.Seller.LegalFooter,
            AccentColour = issued.Seller.Colour,
            Template = issued.Seller.Template,
            SecondLanguage = SecondLanguage.For(issued.Seller, language),
            Assets = assets,
        };
    }

    // Added up here and nowhere else: what is carried from page to page is what the lines come to so far.
    private static List<DocumentLine> LinesOf(Invoice invoice)
    {
        var total = Money.Zero(invoice.Currency);
        return [.. invoice.Lines.Select((line, index) => LineOf(line, SaysLate(invoice.Lines, index)) with { RunningTotal = total += line.Amount() })];
    }

    // A period's late events are in all of its lines, and are told of once.
    private static bool SaysLate(IReadOnlyList<InvoiceLine> lines, int index) =>
        !lines.Take(index).Any(earlier => earlier.LateEvents > 0 && earlier.SubscriptionId == lines[index].SubscriptionId && earlier.Period == lines[index].Period);

    private static DocumentLine LineOf(InvoiceLine line, bool saysLate) => new(line.Description, line.Period, line.Quantity, line.Unit, line.UnitPrice, line.Tax.Treatment, line.Tax.Rate, line.Gross)
    {
        Kind = line.Kind,
        Late = line.Late,
        Discounts = [.. line.Discounts.Select(discount => new DocumentDiscount(discount.Name, discount.Percent, discount.Amount))],
        AfterDiscounts = line.Discounts.Count > 0 ? line.Amount() : null,
        TaxIncluded = line.TaxIncluded,
        LateEvents = saysLate ? line.LateEvents : 0,
    };

    private static PrecedingDocument Preceding(IssuedInvoice issued) => new(issued.Preceding!.Number, issued.Preceding.IssueDate, issued.Preceding.Reason);

    private static IssuedKind KindOf(IssuedInvoice issued) => issued.Invoice.Kind switch
    {
        DocumentKind.Invoice => new IssuedKind.Invoice(),
        DocumentKind.LateCharge => new IssuedKind.LateCharge(),
        DocumentKind.Cancellation => new IssuedKind.Cancellation(Preceding(issued)),
        DocumentKind.CreditNote => new IssuedKind.CreditNote(Preceding(issued)),
        DocumentKind.VoidNumber => new IssuedKind.VoidNumber(),
        _ => throw new ArgumentOutOfRangeException(nameof(issued), issued.Invoice.Kind, "No printed form for this kind of document."),
    };
}
