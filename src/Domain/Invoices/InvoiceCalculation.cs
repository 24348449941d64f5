namespace Billing.Domain;

/// <summary>The arithmetic of an invoice, in its one order: lines, net, tax by category, total.</summary>
public static class InvoiceCalculation
{
    /// <summary>Taxes lines and sums them up.</summary>
    /// <param name="documentId">The invoice.</param>
    /// <param name="currency">Of every amount.</param>
    /// <param name="lines">With gross and discounts; their net is worked out here.</param>
    /// <param name="periods">What it bills.</param>
    /// <param name="taxTableVersion">The tax table that the lines' taxes come from.</param>
    /// <param name="coupons">The coupons that the lines' discounts come from.</param>
    public static Invoice Total(
        string documentId, Currency currency, IReadOnlyList<InvoiceLine> lines, IReadOnlyList<BilledPeriod> periods, int taxTableVersion, IReadOnlyList<AppliedCoupon> coupons)
    {
        InvoiceLine[] taxed = [.. lines];
        var taxes = new List<TaxLine>();
        var rounding = Money.Zero(currency);
        foreach (var alike in Enumerable.Range(0, lines.Count).GroupBy(index => taxed[index].Tax))
        {
            var (tax, difference) = TaxedAlike(alike.Key, [.. alike], taxed, currency);
            taxes.Add(tax);
            rounding += difference;
        }

        taxes = [.. taxes.OrderBy(tax => tax.Tax.Treatment).ThenByDescending(tax => tax.Tax.Rate).ThenBy(tax => tax.Tax.Jurisdiction, StringComparer.Ordinal)];
        var (sum, taxSum) = (Money.Sum(taxed.Select(line => line.Net), currency), Money.Sum(taxes.Select(line => line.Amount), currency));
        return new Invoice(
            documentId, DocumentKind.Invoice, currency, taxed, taxes, new InvoiceTotals(sum, taxSum, sum + taxSum + rounding, rounding), periods, taxTableVersion, coupons);
    }

    /// <summary>The document that cancels an invoice: the same lines and taxes with the opposite sign, and no period.</summary>
    public static Invoice Cancel(Invoice invoice, string documentId) => invoice with
    {
        DocumentId = documentId,
        Kind = DocumentKind.Cancellation,
        Lines = [.. invoice.Lines.Select(Opposite)],
        Taxes = [.. invoice.Taxes.Select(tax => tax with { Base = -tax.Base, Amount = -tax.Amount })],
        Totals = new InvoiceTotals(-invoice.Totals.Net, -invoice.Totals.Tax, -invoice.Totals.Total, -invoice.Totals.Rounding),
        Periods = [],
        Coupons = [],
    };

    internal static InvoiceLine Opposite(InvoiceLine line) => line with
    {
        Quantity = -line.Quantity,
        Gross = -line.Gross,
        Discounts = [.. line.Discounts.Select(discount => discount with { Amount = -discount.Amount })],
        Net = -line.Net,
    };

    // Fills in the nets of lines that are taxed alike. Prices without tax are their nets. The nets of prices with tax are chosen so that net and tax give
    // back the sum of the prices where that can be; else the rest is rounding.
    private static (TaxLine Tax, Money Rounding) TaxedAlike(LineTax tax, int[] alike, InvoiceLine[] lines, Currency currency)
    {
        foreach (var index in alike)
            lines[index] = WithNet(lines[index], lines[index].TaxIncluded ? Money.Round(lines[index].Amount().Amount * 100 / (100 + tax.Rate), currency) : lines[index].Amount());
        var included = alike.Where(index => lines[index].TaxIncluded).ToList();
        var taxBase = Money.Sum(alike.Select(index => lines[index].Net), currency);
        if (included.Count == 0)
            return (TaxOf(tax, taxBase), Money.Zero(currency));

        var excluded = Money.Sum(alike.Where(index => !lines[index].TaxIncluded).Select(index => lines[index].Net), currency);
        var wanted = Money.Sum(included.Select(index => lines[index].Amount()), currency) + excluded + TaxOf(tax, excluded).Amount;
        var nearest = NearestBase(tax, Money.Round(wanted.Amount * 100 / (100 + tax.Rate), currency), wanted);
        Spread(nearest - taxBase, included, lines);
        var taxed = TaxOf(tax, nearest);
        return (taxed, wanted - nearest - taxed.Amount);
    }

    private static Money NearestBase(LineTax tax, Money guess, Money wanted)
    {
        var unit = Money.OfMinorUnits(1, guess.Currency);
        foreach (var candidate in (Money[])[guess, guess - unit, guess + unit])
        {
            if (candidate + TaxOf(tax, candidate).Amount == wanted)
                return candidate;
        }

        return guess;
    }

    // One minor unit a line, the largest lines first.
    private static void Spread(Money difference, List<int> included, InvoiceLine[] lines)
    {
        var unit = Money.OfMinorUnits(Math.Sign(difference.Amount), difference.Currency);
        var order = included.OrderByDescending(index => Math.Abs(lines[index].Net.Amount)).ThenBy(index => index).ToList();
        for (var turn = 0; !difference.IsZero; turn++, difference -= unit)
        {
            var index = order[turn % order.Count];
            lines[index] = WithNet(lines[index], lines[index].Net + unit);
        }
    }

    private static InvoiceLine WithNet(InvoiceLine line, Money net) => line.Net == net ? line : line with { Net = net };

    private static TaxLine TaxOf(LineTax tax, Money taxBase) =>
        new(tax, taxBase, Money.Round(taxBase.Amount * tax.Rate / 100, taxBase.Currency));
}
