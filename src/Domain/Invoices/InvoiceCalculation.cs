namespace Billing.Domain;

/// <summary>The arithmetic of an invoice, in its one order: lines, net, tax by category, total.</summary>
public static class InvoiceCalculation
{
    /// <summary>The share of a full period that was served, to 12 digits.</summary>
    /// <remarks>Days served over days in the period; rounded once more at the line.</remarks>
    public static decimal Proration(DuePeriod period) =>
        period.Served == period.Full ? 1 : decimal.Round((decimal)period.Served.Days / period.Full.Days, 12, MidpointRounding.AwayFromZero);

    /// <summary>Sums lines into an invoice.</summary>
    public static Invoice Total(string documentId, Currency currency, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<BilledPeriod> periods, int taxTableVersion)
    {
        var taxes = lines.GroupBy(line => line.Tax)
            .Select(alike => TaxOf(alike.Key, Money.Sum(alike.Select(line => line.Net), currency)))
            .OrderBy(tax => tax.Tax.Treatment).ThenByDescending(tax => tax.Tax.Rate).ThenBy(tax => tax.Tax.Jurisdiction, StringComparer.Ordinal)
            .ToList();
        var net = Money.Sum(lines.Select(line => line.Net), currency);
        var tax = Money.Sum(taxes.Select(line => line.Amount), currency);
        return new Invoice(documentId, DocumentKind.Invoice, currency, lines, taxes, new InvoiceTotals(net, tax, net + tax), periods, taxTableVersion);
    }

    /// <summary>The document that cancels an invoice: the same lines and taxes with the opposite sign, and no period.</summary>
    public static Invoice Cancel(Invoice invoice, string documentId) => invoice with
    {
        DocumentId = documentId,
        Kind = DocumentKind.Cancellation,
        Lines = [.. invoice.Lines.Select(line => line with { Quantity = -line.Quantity, Net = -line.Net })],
        Taxes = [.. invoice.Taxes.Select(tax => tax with { Base = -tax.Base, Amount = -tax.Amount })],
        Totals = new InvoiceTotals(-invoice.Totals.Net, -invoice.Totals.Tax, -invoice.Totals.Total),
        Periods = [],
    };

    private static TaxLine TaxOf(LineTax tax, Money taxBase) =>
        new(tax, taxBase, Money.Round(taxBase.Amount * tax.Rate / 100, taxBase.Currency));
}
