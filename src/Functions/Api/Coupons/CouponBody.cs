using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Coupons;

/// <summary>A discount that customers can be given: a percentage or an amount.</summary>
internal sealed record CouponBody(string Name, decimal? Percent, Money? Amount, int? Invoices, IReadOnlyList<string> Products, DateOnly? RedeemBy) : IRequestBody<CouponBody>
{
    private const int MostInvoices = 1000;
    private const int MostProducts = 50;

    public static CouponBody Read(BodyReader body) => body.Either(
        "percent",
        percent => Rest(percent, ReadPercent(percent), null),
        amount => Rest(amount, null, amount.Amount("amount")));

    private static CouponBody Rest(BodyReader body, decimal? percent, Money? amount) => new(
        body.Text("name", 80), percent, amount, body.OptionalInteger("invoices", 1, MostInvoices), body.Texts("products", MostProducts, 40, TextForm.Slug), body.OptionalDate("redeemBy"));

    private static decimal ReadPercent(BodyReader body)
    {
        var percent = body.Number("percent", 0, 100, 4);
        body.Check(percent > 0 || body.HasFaultAt("percent"), "percent", "must be above 0");
        return percent;
    }
}

/// <summary>A coupon.</summary>
/// <param name="CouponId">Unique with the seller.</param>
/// <param name="SellerId">Whose it is.</param>
/// <param name="Name">As printed.</param>
/// <param name="Percent">Off each line, where it is a percentage.</param>
/// <param name="Amount">Off each invoice, where it is an amount.</param>
/// <param name="Invoices">How many invoices it takes something off; nothing for ever.</param>
/// <param name="Products">What it is for; empty for everything.</param>
/// <param name="RedeemBy">The last day that it can be given to a customer.</param>
internal sealed record CouponResource(string CouponId, string SellerId, string Name, decimal? Percent, Money? Amount, int? Invoices, IReadOnlyList<string> Products, DateOnly? RedeemBy)
{
    public static CouponResource Of(Coupon coupon) => new(
        coupon.CouponId, coupon.SellerId, coupon.Name, coupon.Percent, coupon.Amount, coupon.Invoices, coupon.Products, coupon.RedeemBy);
}

/// <summary>A coupon that a customer has, as it was when it was given.</summary>
/// <param name="CouponId">The coupon.</param>
/// <param name="SubscriptionId">The subscription it is for; nothing for all of the account.</param>
/// <param name="Name">As printed.</param>
/// <param name="Percent">Off each line, where it is a percentage.</param>
/// <param name="Amount">Off each invoice, where it is an amount.</param>
/// <param name="Products">What it is for; empty for everything.</param>
/// <param name="InvoicesLeft">How many invoices it still takes something off; nothing for ever.</param>
internal sealed record AppliedCouponResource(string CouponId, string? SubscriptionId, string Name, decimal? Percent, Money? Amount, IReadOnlyList<string> Products, int? InvoicesLeft)
{
    public static AppliedCouponResource Of(AppliedCoupon coupon) => new(
        coupon.CouponId, coupon.SubscriptionId.Length > 0 ? coupon.SubscriptionId : null, coupon.Name, coupon.Percent, coupon.Amount, coupon.Products, coupon.InvoicesLeft);
}

/// <summary>Which coupon a customer is given.</summary>
/// <param name="CouponId">A coupon of the seller.</param>
/// <param name="SubscriptionId">The subscription it is for; all of the account where it is left out.</param>
/// <param name="Reason">Why.</param>
internal sealed record CouponGrantBody(string CouponId, string SubscriptionId, string? Reason) : IRequestBody<CouponGrantBody>
{
    public static CouponGrantBody Read(BodyReader body) => new(body.Text("couponId", 40, TextForm.Slug), body.OptionalText("subscriptionId", 40, TextForm.Slug), body.TextOrNothing("reason", 500));
}
