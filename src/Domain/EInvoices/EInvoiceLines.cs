namespace Billing.Domain;

/// <summary>Lines as EN 16931 has them: prices without tax and never below 0, so that what is taken back has a quantity below 0.</summary>
internal static class EInvoiceLines
{
    // As many decimals as unit prices have on documents.
    private const int MostPriceDecimals = 12;

    public static EInvoiceLine Of(InvoiceLine line, bool isCredit)
    {
        var net = line.Net.GivenBack(isCredit);
        IReadOnlyList<EInvoiceAllowance> allowances = [.. line.Discounts.Select(discount => Allowance(line, discount, isCredit))];
        var before = net + Money.Sum(allowances.Select(allowance => allowance.Amount), net.Currency);
        var (quantity, price) = Priced(isCredit && line.Quantity != 0 ? -line.Quantity : line.Quantity, line.UnitPrice, before);
        var unitCode = quantity == line.Quantity || quantity == -line.Quantity ? UnitCodes.Of(line.Unit) : UnitCodes.One;
        return new EInvoiceLine(
            line.LineNo.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Description.Length > 0 ? line.Description : line.Product,
            unitCode == UnitCodes.One ? line.Unit : "", quantity, unitCode, price, allowances, net, line.Tax.Treatment, line.Tax.Rate, line.Period);
    }

    // A discount of a price that includes tax is shown without its tax, rounded; the price is then found so that the line comes to its net all the same.
    private static EInvoiceAllowance Allowance(InvoiceLine line, LineDiscount discount, bool isCredit)
    {
        var amount = line.TaxIncluded ? Money.Round(discount.Amount.Amount * 100 / (100 + line.Tax.Rate), discount.Amount.Currency) : discount.Amount;
        return new EInvoiceAllowance(amount.GivenBack(isCredit), discount.Name.Length > 0 ? discount.Name : discount.CouponId);
    }

    // The price as billed where quantity × price is the amount: it is without tax, and not cut to its decimals. Else the price with the fewest decimals that
    // gives the amount; and where none does, the amount for one.
    private static (decimal Quantity, decimal Price) Priced(decimal quantity, decimal unitPrice, Money amount)
    {
        if (unitPrice < 0)
            (quantity, unitPrice) = (-quantity, -unitPrice);
        if (Money.Round(quantity * unitPrice, amount.Currency) == amount)
            return (quantity, unitPrice);
        if (Math.Sign(quantity) * Math.Sign(amount.Amount) >= 0 && quantity != 0)
        {
            for (var decimals = amount.Currency.MinorDigits; decimals <= MostPriceDecimals; decimals++)
            {
                var price = decimal.Round(amount.Amount / quantity, decimals, MidpointRounding.AwayFromZero);
                if (Money.Round(quantity * price, amount.Currency) == amount)
                    return (quantity, price);
            }
        }

        return (Math.Sign(amount.Amount), Math.Abs(amount.Amount));
    }
}
