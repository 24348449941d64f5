namespace Billing.Domain.Tests;

/// <summary>What must hold of every invoice, drafted or issued: its sums, its taxes, its discounts; and of charges and coupons over all of them.</summary>
internal sealed class InvoiceChecks
{
    private readonly Dictionary<string, int> couponsLeft = [];
    private readonly HashSet<string> drafted = [];
    private readonly HashSet<string> billedCharges = [];

    public void See(AccountEvent happened)
    {
        switch (happened)
        {
            case CouponApplied e when e.Coupon.InvoicesLeft is { } invoices:
                couponsLeft[e.Coupon.CouponId + e.Coupon.SubscriptionId] = invoices;
                break;
            case InvoiceDrafted e:
                drafted.Add(e.Invoice.DocumentId);
                Sums(e.Invoice);
                Billed(e.Invoice);
                break;
            case InvoiceFinalized e:
                Sums(e.Invoice);
                Assert.False(e.Invoice.Totals.Total.IsNegative);
                if (!drafted.Contains(e.Invoice.DocumentId) && e.Invoice.ReplacesNumber.Length == 0)
                    Billed(e.Invoice);
                break;
            case LateChargeIssued e:
                Sums(e.Charge);
                Assert.True(e.Charge.Totals.Total.IsPositive);
                Assert.Equal(e.Charge.Lines.Count, e.Charge.Lines.Count(line => line.IsLateCharge && !line.Net.IsNegative));
                break;
            case BillingCarriedOver e:
                Sums(e.Invoice);
                Coupons(e.Invoice);
                break;
        }
    }

    private static void Sums(Invoice invoice)
    {
        var nothing = Money.Zero(invoice.Currency);
        Assert.Equal(Enumerable.Range(1, invoice.Lines.Count), invoice.Lines.Select(line => line.LineNo));
        Assert.Equal(invoice.Totals.Net, Money.Sum(invoice.Lines.Select(line => line.Net), invoice.Currency));
        Assert.Equal(invoice.Totals.Tax, Money.Sum(invoice.Taxes.Select(tax => tax.Amount), invoice.Currency));
        Assert.Equal(invoice.Totals.Total, invoice.Totals.Net + invoice.Totals.Tax + invoice.Totals.Rounding);
        Assert.InRange(Math.Abs(invoice.Totals.Rounding.MinorUnits), 0, invoice.Taxes.Count);
        if (invoice.Lines.All(line => !line.TaxIncluded))
            Assert.True(invoice.Totals.Rounding.IsZero);
        foreach (var tax in invoice.Taxes)
        {
            Assert.Equal(tax.Base, Money.Sum(invoice.Lines.Where(line => line.Tax == tax.Tax).Select(line => line.Net), invoice.Currency));
            Assert.Equal(tax.Amount, Money.Round(tax.Base.Amount * tax.Tax.Rate / 100, invoice.Currency));
        }

        foreach (var line in invoice.Lines)
        {
            Assert.All(line.Discounts, discount => Assert.True(discount.Amount.IsPositive));
            Assert.True(line.Discounts.Count == 0 || !line.Amount().IsNegative, "A discount makes a line negative.");
            if (!line.TaxIncluded)
                Assert.Equal(line.Amount(), line.Net);
        }
    }

    // A charge is billed once; a coupon takes something off as often as it says, and an amount no more than that from an invoice.
    private void Billed(Invoice invoice)
    {
        foreach (var line in invoice.Lines.Where(line => line.ChargeId.Length > 0 && line.Kind != LineKind.Manual))
            Assert.True(billedCharges.Add(line.ChargeId), $"{line.ChargeId} is billed twice.");
        Coupons(invoice);
    }

    private void Coupons(Invoice invoice)
    {
        foreach (var coupon in invoice.Coupons)
        {
            var taken = invoice.Lines.Where(line => !line.ChargeId.StartsWith("carried:", StringComparison.Ordinal))
                .SelectMany(line => line.Discounts.Where(discount => discount.CouponId == coupon.CouponId && (coupon.SubscriptionId.Length == 0 || coupon.SubscriptionId == line.SubscriptionId)))
                .Select(discount => discount.Amount).ToList();
            if (coupon.Amount is { } most)
                Assert.True(Money.Sum(taken, invoice.Currency) <= most);
            if (taken.Count > 0 && coupon.InvoicesLeft is not null)
                Assert.True(couponsLeft[coupon.CouponId + coupon.SubscriptionId]-- > 0, $"{coupon.CouponId} is used too often.");
        }
    }
}
