namespace Billing.Domain;

/// <summary>A payment that came early took the discount that the invoice offers.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Amount">With tax; it settles what the payment left open.</param>
/// <param name="Taxes">The taxes in it: the taxable amount is lower.</param>
/// <param name="Date">When the money came.</param>
/// <param name="PostingDate">The day of the books.</param>
public sealed record EarlyDiscountTaken(
    string DocumentId, string Number, string PaymentId, Money Amount, IReadOnlyList<DiscountTax> Taxes, DateOnly Date, DateOnly PostingDate) : AccountEvent;

/// <summary>A discount is owed after all: its payment went back, or that part of the invoice was credited or cancelled.</summary>
public sealed record EarlyDiscountWithdrawn(string DocumentId, string Number, Money Amount, IReadOnlyList<DiscountTax> Taxes, DateOnly Date, DateOnly PostingDate) : AccountEvent;

/// <summary>The discount for early payment: what an invoice offers, who may take it, and when it is owed after all.</summary>
public static class EarlyPayment
{
    /// <summary>What an invoice offers by its terms.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="discount">The terms' discount, or nothing.</param>
    /// <param name="issueDate">Its date.</param>
    public static DiscountOffer? Offer(Invoice invoice, EarlyPaymentDiscount? discount, DateOnly issueDate)
    {
        if (discount is null || !invoice.Totals.Total.IsPositive)
            return null;
        var taxes = invoice.Taxes.Where(tax => tax.Base.IsPositive && !tax.Amount.IsNegative).GroupBy(tax => PostedTax.Of(tax.Tax))
            .Select(alike => new DiscountTax(alike.Key.Jurisdiction, Part(Money.Sum(alike.Select(tax => tax.Amount), invoice.Currency), discount.Percent / 100))
            {
                Treatment = alike.Key.Treatment,
                Rate = alike.Key.Rate,
                Base = Money.Sum(alike.Select(tax => tax.Base), invoice.Currency),
            });
        var amount = Part(invoice.Totals.Total, discount.Percent / 100);
        return amount.IsZero ? null : new DiscountOffer(discount.Percent, issueDate.AddDays(discount.Days), amount, [.. taxes]);
    }

    /// <summary>What a payment of a value date may take; nothing where the offer is over, taken, or no longer of use.</summary>
    internal static TakenDiscount? Of(InvoiceItem item, string paymentId, DateOnly valueDate)
    {
        if (item is not { Offer: { } offer, Discount: null, WrittenOff.IsZero: true } || valueDate > offer.Until)
            return null;
        var discount = Left(offer, item.Total, item.Credited?.Total ?? Money.Zero(item.Total.Currency), paymentId);
        return discount.Amount.IsPositive && discount.Amount < item.Balance ? discount : null;
    }

    /// <summary>The whole discount, owed again.</summary>
    internal static IEnumerable<EarlyDiscountWithdrawn> Withdraw(InvoiceItem item, DateOnly date, DecisionContext context)
    {
        if (item.Discount is { } taken)
            yield return new EarlyDiscountWithdrawn(item.ItemId, item.Number, taken.Amount, taken.Taxes, date, context.PostingDate(date));
    }

    /// <summary>The share of the discount that belongs to what is credited: nobody gets back what he never paid.</summary>
    internal static IEnumerable<EarlyDiscountWithdrawn> WithdrawForCredit(InvoiceItem item, Money credit, DecisionContext context)
    {
        if (item is not { Discount: { } taken, Offer: { } offer })
            yield break;
        var left = Left(offer, item.Total, credit + (item.Credited?.Total ?? Money.Zero(item.Total.Currency)), taken.PaymentId);
        var taxes = taken.Taxes.Select(tax => tax with { Amount = tax.Amount - (left.Taxes.FirstOrDefault(known => known.IsOfSameTaxAs(tax))?.Amount ?? Money.Zero(item.Total.Currency)) });
        if (left.Amount < taken.Amount)
            yield return new EarlyDiscountWithdrawn(item.ItemId, item.Number, taken.Amount - left.Amount, [.. taxes.Where(IsKept)], context.Today, context.PostingDate(context.Today));
    }

    // The offer shrinks with what credit notes leave of the invoice.
    private static TakenDiscount Left(DiscountOffer offer, Money total, Money credited, string paymentId)
    {
        var share = Math.Max(0, (total - credited).Amount / total.Amount);
        return new TakenDiscount(paymentId, Part(offer.Amount, share), [.. offer.Taxes.Select(tax => tax with { Amount = Part(tax.Amount, share) }).Where(IsKept)]);
    }

    // A tax of 0 is kept where the discount lowers its base.
    internal static bool IsKept(DiscountTax tax) => !tax.Amount.IsZero || tax.Base is not null;

    private static Money Part(Money amount, decimal share) => Money.Round(amount.Amount * share, amount.Currency);
}
