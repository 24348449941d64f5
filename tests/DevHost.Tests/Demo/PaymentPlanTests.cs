using Billing.DevHost.Demo;
using Billing.DevHost.Demo.Senders;
using Billing.Domain;

namespace Billing.DevHost.Tests.Demo;

public sealed class PaymentPlanTests
{
    private static readonly AccountId Account = AccountId.Of("seller", "customer", Currency.Of("EUR"));
    private static readonly DateOnly Due = new(2026, 1, 31);
    private static readonly DateTimeOffset At = new(2026, 2, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_line_that_fits_an_invoice_holds()
    {
        var plan = new PaymentPlan([Line("2-3", "never"), Line("3", "cheque"), Line("all", "pay", days: 4)]);

        Assert.Equal([new DateOnly(2026, 2, 4)], plan.For(Account, 1, "inv_1", "N-1", Due).Select(deed => deed.Day));
        Assert.Empty(plan.For(Account, 2, "inv_2", "N-2", Due));
        Assert.Empty(plan.For(Account, 3, "inv_3", "N-3", Due));
        Assert.IsType<Deed.Pay>(Assert.Single(plan.For(Account, 4, "inv_4", "N-4", Due)).Deed);
    }

    [Fact]
    public void A_line_of_another_account_does_not_fit() =>
        Assert.Empty(new PaymentPlan([Line("all", "pay") with { Currency = "USD" }]).For(Account, 1, "inv_1", "N-1", Due));

    [Fact]
    public void What_was_left_open_is_settled_on_its_own_day()
    {
        var deeds = new PaymentPlan([Line("all", "pay-partial", days: -1, amount: 20, settled: 10)]).For(Account, 1, "inv_1", "N-1", Due).ToList();

        Assert.Equal([new DateOnly(2026, 1, 30), new DateOnly(2026, 2, 10)], deeds.Select(deed => deed.Day));
        Assert.Equal([20m, null], deeds.Select(deed => ((Deed.Pay)deed.Deed).Only));
    }

    [Fact]
    public void The_rest_of_a_credited_invoice_is_paid()
    {
        var deeds = new PaymentPlan([Line("all", "credited", days: -6, amount: 26.50m, settled: 0)]).For(Account, 1, "inv_1", "N-1", Due).ToList();

        Assert.Equal([new DateOnly(2026, 1, 25), Due], deeds.Select(deed => deed.Day));
        Assert.Equal(26.50m, Assert.IsType<Deed.Credit>(deeds[0].Deed).Net);
        Assert.IsType<Deed.Pay>(deeds[1].Deed);
        Assert.IsType<Deed.WriteOff>(Assert.Single(new PaymentPlan([Line("all", "written-off", days: 70)]).For(Account, 1, "inv_1", "N-1", Due)).Deed);
    }

    [Fact]
    public void A_dispute_is_raised_lost_and_won_step_by_step()
    {
        var lost = new PaymentPlan([Line("all", "dispute-lost", days: 0, amount: 30, settled: 20)]).For(Account, 1, "inv_1", "N-1", Due).ToList();
        var won = new PaymentPlan([Line("all", "dispute-won-after-lost", days: 0, settled: 20)]).For(Account, 1, "inv_1", "N-1", Due).ToList();

        Assert.Equal([Due, Due.AddDays(15), Due.AddDays(20)], lost.Select(deed => deed.Day));
        Assert.Equal([new SaleNews.Disputed(Euros(30), At), new SaleNews.DisputeLost(Euros(30), At)], Told(lost));
        Assert.Equal([Due, Due.AddDays(10), Due.AddDays(15), Due.AddDays(20)], won.Select(deed => deed.Day));
        Assert.Equal([new SaleNews.Disputed(Euros(119), At), new SaleNews.DisputeLost(Euros(119), At), new SaleNews.DisputeWon(Euros(119), At)], Told(won));
    }

    [Fact]
    public void What_comes_in_parts_comes_back_or_goes_back_is_about_the_payment_that_was_made()
    {
        var parts = new PaymentPlan([Line("all", "captured-in-parts", days: 4, amount: 40, settled: 9)]).For(Account, 1, "inv_1", "N-1", Due).ToList();
        var returned = new PaymentPlan([Line("all", "debit-returned-late", days: -5, settled: 3)]).For(Account, 1, "inv_1", "N-1", Due).ToList();
        var refunded = new PaymentPlan([Line("all", "refund-failed", days: 1, amount: 10, settled: 9)]).For(Account, 1, "inv_1", "N-1", Due).ToList();

        Assert.Equal(40, ((Deed.Pay)parts[0].Deed).FirstPart);
        Assert.Equal([new SaleNews.Captured(2, Euros(79), At)], Told(parts));
        Assert.Equal([Due.AddDays(-5), Due.AddDays(3), Due.AddDays(10)], returned.Select(deed => deed.Day));
        Assert.Equal([new SaleNews.Returned(At)], Told(returned));
        Assert.IsType<Deed.Pay>(returned[2].Deed);
        Assert.Equal([new SaleNews.Refunded(Euros(10), At), new SaleNews.RefundFailed(Euros(10), At)], Told(refunded));
        Assert.Equal([Due.AddDays(1), Due.AddDays(6), Due.AddDays(9)], refunded.Select(deed => deed.Day));
    }

    [Fact]
    public void A_line_that_lacks_its_second_day_is_named() =>
        Assert.Contains("dispute-lost of customer needs settled_days", Assert.Throws<DemoException>(() => new PaymentPlan([Line("all", "dispute-lost", days: 0)]).For(Account, 1, "inv_1", "N-1", Due).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_behaviour_that_does_not_exist_is_named()
    {
        var refused = Assert.Throws<DemoException>(() => new PaymentPlan([Line("all", "pays-in-shells")]).For(Account, 1, "inv_1", "N-1", Due).ToList());
        Assert.Contains("pays-in-shells", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<SaleNews> Told(IEnumerable<PlannedDeed> deeds) =>
        deeds.Select(planned => planned.Deed).OfType<Deed.Tell>().Select(tell => tell.News(new Sale(new MerchantAccountRow("seller", "stripe", "acct_1"), "1", Euros(119), "N-1"), At));

    private static Money Euros(decimal amount) => new(amount, Currency.Of("EUR"));

    private static ScriptRow Line(string invoices, string behaviour, int? days = null, decimal? amount = null, int? settled = null) =>
        new("customer", "seller", "EUR", invoices, behaviour, days, amount, settled, "stripe", "");
}
