namespace Billing.Domain;

/// <summary>Says a decided document by the terms of EN 16931. No amount is calculated anew: sums and taxes are those of the document.</summary>
internal static class EInvoiceComposition
{
    public static EInvoice? Of(IssuedInvoice issued)
    {
        if (FormatOf(issued) is var format && format == EInvoiceFormat.None)
            return null;
        var content = issued.Invoice;
        var isCredit = content.Kind != DocumentKind.Invoice;
        var totals = Totals(issued, isCredit);
        var days = DaysOf(content.Lines);
        var categories = content.Taxes.Select(tax => tax.Tax.Treatment).ToHashSet();
        var composed = new EInvoice
        {
            Format = format,
            Number = issued.Number,
            IssueDate = issued.IssueDate,
            Type = isCredit ? EInvoiceType.CreditNote : EInvoiceType.Invoice,
            Currency = content.Currency,
            DueDate = !isCredit && totals.Due.IsPositive ? issued.DueDate : null,
            BuyerReference = BuyerReference(issued.Buyer.Reference, content.PurchaseOrder, format),
            OrderReference = content.PurchaseOrder,
            PaymentTerms = EInvoicePayments.Terms(issued, isCredit, format),
            Notes = Notes(content, format),
            Preceding = issued.Preceding ?? (content.ReplacesNumber.Length > 0 ? new PrecedingInvoice(content.ReplacesNumber, null, null) : null),
            Seller = EInvoiceParties.Seller(issued.Seller, categories, format),
            Buyer = EInvoiceParties.Buyer(issued.Buyer, categories, format),
            Period = days is { Days: > 1 } ? days : null,
            DeliveryDate = days is { Days: 1 } ? days.Value.Start : null,
            DeliveryCountry = categories.Contains(TaxTreatment.IntraCommunity) ? issued.Buyer.Address.Country : "",
            Payment = EInvoicePayments.Of(issued, totals.Due, isCredit),
            Lines = [.. content.Lines.Select(line => EInvoiceLines.Of(line, isCredit))],
            Taxes = EInvoiceTaxes.Of(content.Taxes, isCredit),
            Totals = totals,
        };
        return issued.Buyer.EInvoiceFormat is null && !EInvoiceScope.Holds(composed) ? null : composed;
    }

    // A correction is an e-invoice where what it corrects was one: the recipient books the one by the other, and what was issued before anybody chose a
    // format can always be corrected, whatever its data lacks.
    private static EInvoiceFormat FormatOf(IssuedInvoice issued) => issued.Invoice.Kind switch
    {
        DocumentKind.Invoice => issued.Buyer.EInvoiceFormat ?? issued.Seller.EInvoiceFormat,
        DocumentKind.Cancellation or DocumentKind.CreditNote when issued.Preceding is { WasEInvoice: true } => issued.Buyer.EInvoiceFormat ?? issued.Seller.EInvoiceFormat,
        _ => EInvoiceFormat.None,
    };

    // The profile's reference is what an authority routes by, or else the order number of invoices that name no other; where they do, it would contradict that.
    private static string BuyerReference(string reference, string orderNumber, EInvoiceFormat format) =>
        format.IsXRechnung() || orderNumber.Length == 0 || LeitwegId.Check(reference) is null ? reference : "";

    // Net and tax are the document's; what rounding adds to their sum is a term of its own (BT-114), and what credit paid is prepaid (BT-113).
    private static EInvoiceTotals Totals(IssuedInvoice issued, bool isCredit)
    {
        var totals = issued.Invoice.Totals;
        var (net, tax, rounding) = (totals.Net.GivenBack(isCredit), totals.Tax.GivenBack(isCredit), totals.Rounding.GivenBack(isCredit));
        return new EInvoiceTotals(net, net, tax, net + tax, issued.CreditUsed, rounding, totals.Total.GivenBack(isCredit) - issued.CreditUsed);
    }

    // What the law wants said about a rate that is charged has no term of its own, so it is a note. Peppol takes but one.
    private static IReadOnlyList<string> Notes(Invoice content, EInvoiceFormat format)
    {
        List<string> notes = [.. new[] { content.Memo }.Concat(content.Taxes.Where(tax => !tax.Tax.Treatment.NeedsReason()).Select(tax => tax.Tax.Note)).Where(note => note.Length > 0).Distinct(StringComparer.Ordinal)];
        return format == EInvoiceFormat.PeppolBis && notes.Count > 1 ? [string.Join("\n", notes)] : notes;
    }

    private static ServicePeriod? DaysOf(IReadOnlyList<InvoiceLine> lines) =>
        lines.Count == 0 ? null : new ServicePeriod(lines.Min(line => line.Period.Start), lines.Max(line => line.Period.End));

    /// <summary>An amount as a credit note says it: what is given back is above 0.</summary>
    internal static Money GivenBack(this Money amount, bool isCredit) => isCredit ? -amount : amount;
}
