using Billing.DevHost.Demo;
using Billing.Domain;

namespace Billing.DevHost.Tests.Demo;

public sealed class PaymentPlanTests
{
    private static readonly AccountId Account = AccountId.Of("seller", "customer", Currency.Of("EUR"));
    private static readonly DateOnly Due = new(2026, 1, 31);

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
    public void A_behaviour_that_does_not_exist_is_named()
    {
        var refused = Assert.Throws<DemoException>(() => new PaymentPlan([Line("all", "pays-in-shells")]).For(Account, 1, "inv_1", "N-1", Due).ToList());
        Assert.Contains("pays-in-shells", refused.Message, StringComparison.Ordinal);
    }

    private static ScriptRow Line(string invoices, string behaviour, int? days = null, decimal? amount = null, int? settled = null) =>
        new("customer", "seller", "EUR", invoices, behaviour, days, amount, settled, "");
}
