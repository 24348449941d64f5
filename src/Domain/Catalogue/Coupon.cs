namespace Billing.Domain;

/// <summary>A discount that customers can be given.</summary>
/// <param name="CouponId">Lower-case letters, digits and hyphens.</param>
/// <param name="SellerId">Whose it is.</param>
/// <param name="Name">As documents print it.</param>
/// <param name="Percent">Of each line, above 0 and at most 100; nothing where it is an amount.</param>
/// <param name="Amount">Off each invoice, shared by its lines; nothing where it is a percentage.</param>
/// <param name="Invoices">How many invoices it takes something off: 1 for once, n for n periods, nothing for ever.</param>
/// <param name="Products">What it is for; empty for everything.</param>
/// <param name="RedeemBy">The last day that it can be given to a customer, if there is one.</param>
public sealed record Coupon(
    string CouponId, string SellerId, string Name, decimal? Percent, Money? Amount, int? Invoices, IReadOnlyList<string> Products, DateOnly? RedeemBy);

/// <summary>A coupon that an account has, as it was when it was given.</summary>
/// <param name="CouponId">The coupon.</param>
/// <param name="Name">As documents print it.</param>
/// <param name="SubscriptionId">The subscription it is for, or empty for all of the account.</param>
/// <param name="Percent">Of each line; nothing where it is an amount.</param>
/// <param name="Amount">Off each invoice; nothing where it is a percentage.</param>
/// <param name="Products">What it is for; empty for everything.</param>
/// <param name="InvoicesLeft">How many invoices it still takes something off; nothing for ever.</param>
public sealed record AppliedCoupon(
    string CouponId, string Name, string SubscriptionId, decimal? Percent, Money? Amount, IReadOnlyList<string> Products, int? InvoicesLeft);
