using static Billing.Domain.Tests.Past;
using static Billing.Domain.Tests.Scenario;

namespace Billing.Domain.Tests;

public class CouponTests
{
    private static World With(params Coupon[] coupons) => World.Standard with { Coupons = coupons.ToDictionary(coupon => coupon.CouponId) };

    private static Coupon Percent(decimal percent, int? invoices = null, params string[] products) => new("off", "acme", "Welcome", percent, null, invoices, products, null);

    private static Coupon Amount(decimal amount, int? invoices = null) => new("off", "acme", "Welcome", null, Eur(amount), invoices, [], null);

    [Fact]
    public void A_percentage_is_taken_off_each_line_before_tax() =>
        In(With(Percent(12.5m)), Subscribed("crm", "2026-01-01"), Subscribed("book", "2026-01-01"))
            .When(new ApplyCoupon("off", ""), on: "2026-01-01").Then("coupon off")
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 113.49 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 87.50; book 2026-01-01..2026-01-31 8.75");

    [Fact]
    public void A_coupon_of_one_hundred_percent_leaves_an_invoice_over_nothing_that_is_paid() =>
        Assert.Equal(InvoiceStatus.Paid, In(With(Percent(100)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("off", ""), on: "2026-01-01").Then("coupon off")
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 0.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 0.00")
            .Invoice("ACME-INV-2026-000001").Status);

    [Fact]
    public void An_amount_is_shared_by_the_lines_so_that_the_parts_sum_exactly() =>
        In(With(Amount(10)), Subscribed("crm", "2026-01-01"), Subscribed("wiki-quarter", "2026-01-01"), Subscribed("book", "2026-01-01"))
            .When(new ApplyCoupon("off", ""), on: "2026-01-01").Then("coupon off")
            .When(new RunBilling(), on: "2026-01-01").ThenEach(happened =>
            {
                var lines = ((InvoiceFinalized)happened).Invoice.Lines;
                Assert.Equal([7.14m, 2.14m, 0.72m], lines.Select(line => line.Discounts[0].Amount.Amount));
                Assert.Equal([92.86m, 27.85m, 9.28m], lines.Select(line => line.Net.Amount));
            });

    [Fact]
    public void An_amount_never_takes_off_more_than_there_is() =>
        In(With(Amount(150)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("off", ""), on: "2026-01-01").Then("coupon off")
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 0.00 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 0.00")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 0.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 0.00");

    [Fact]
    public void A_coupon_for_two_periods_takes_something_off_two_invoices() =>
        In(With(Percent(50, invoices: 2)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("off", "crm"), on: "2026-01-01").Then("coupon off for crm")
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 59.50 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 50.00")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 59.50 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 50.00")
            .When(new RunBilling(), on: "2026-03-01").Then("invoice ACME-INV-2026-000003 of 119.00 EUR on 2026-03-01 due 2026-03-15: crm 2026-03-01..2026-03-31 100.00");

    [Fact]
    public void A_coupon_that_is_used_up_in_a_catch_up_is_used_up_for_the_later_invoice_too() =>
        In(With(Percent(50, invoices: 1)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("off", "crm"), on: "2026-01-01").Then("coupon off for crm")
            .When(new RunBilling(), on: "2026-02-01").Then(
                "invoice ACME-INV-2026-000001 of 59.50 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-01..2026-01-31 50.00",
                "invoice ACME-INV-2026-000002 of 119.00 EUR on 2026-02-01 due 2026-02-15: crm 2026-02-01..2026-02-28 100.00");

    [Fact]
    public void A_coupon_for_a_product_leaves_the_others_alone() =>
        In(With(Percent(10, null, "book")), Subscribed("crm", "2026-01-01"), Subscribed("book", "2026-01-01"))
            .When(new ApplyCoupon("off", ""), on: "2026-01-01").Then("coupon off")
            .When(new RunBilling(), on: "2026-01-01").Then("invoice ACME-INV-2026-000001 of 128.63 EUR on 2026-01-01 due 2026-01-15: crm 2026-01-01..2026-01-31 100.00; book 2026-01-01..2026-01-31 9.00");

    [Fact]
    public void Unused_time_is_credited_at_what_it_cost_after_the_discount() =>
        In(With(Percent(50, invoices: 1)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("off", "crm"), on: "2026-01-01").Then("coupon off for crm")
            .When(new RunBilling(), on: "2026-01-01").ThenEach(happened => Assert.IsType<InvoiceFinalized>(happened))
            .When(new ChangeSubscription("crm", null, 2, ChangeEffect.AtOnce), on: "2026-01-17").Then("crm is crm × 2 from 2026-01-17, billed anew from 2026-01-17 on 2026-02-01; unused -24.19")
            .When(new RunBilling(), on: "2026-02-01").Then("invoice ACME-INV-2026-000002 of 324.37 EUR on 2026-02-01 due 2026-02-15: crm 2026-01-17..2026-01-31 96.77; crm 2026-02-01..2026-02-28 200.00; crm 2026-01-17..2026-01-31 -24.19");

    [Fact]
    public void A_coupon_is_refused_where_it_cannot_be_given() =>
        In(With(Percent(10) with { RedeemBy = Dates.Day("2026-01-31") }, new Coupon("usd", "acme", "Dollars", null, new Money(5, Currency.Of("USD")), 1, [], null)), Subscribed("crm", "2026-01-01"))
            .When(new ApplyCoupon("gold", ""), on: "2026-01-01").Refused("unknown-coupon")
            .When(new ApplyCoupon("usd", ""), on: "2026-01-01").Refused("wrong-currency")
            .When(new ApplyCoupon("off", "gold"), on: "2026-01-01").Refused("unknown-subscription")
            .When(new ApplyCoupon("off", ""), on: "2026-02-01").Refused("coupon-expired")
            .When(new ApplyCoupon("off", ""), on: "2026-01-31").Then("coupon off")
            .When(new ApplyCoupon("off", ""), on: "2026-01-31").Refused("coupon-applied")
            .When(new RemoveCoupon("off", ""), on: "2026-01-31").Then("coupon off removed")
            .When(new RemoveCoupon("off", ""), on: "2026-01-31").ThenNothing();
}
