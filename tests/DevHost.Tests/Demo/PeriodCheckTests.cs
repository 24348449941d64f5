using Billing.DevHost.Demo;
using Billing.Domain;

namespace Billing.DevHost.Tests.Demo;

public sealed class PeriodCheckTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly SubscriptionTerms Monthly = new(Day(1, 1), "crm", 1, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance, Day(1, 1), false);

    [Fact]
    public void Periods_that_follow_on_each_other_have_no_fault() =>
        Assert.Empty(Faults([Started(), Billed(1, 1, 2, 1), Billed(2, 1, 3, 1)], billedThrough: Day(3, 1), lastDay: Day(2, 27)));

    [Fact]
    public void A_day_that_is_billed_twice_is_a_fault() =>
        Assert.Contains("should begin on 2026-02-01", Assert.Single(Faults([Started(), Billed(1, 1, 2, 1), Billed(1, 15, 3, 1)], Day(3, 1), Day(2, 27))), StringComparison.Ordinal);

    [Fact]
    public void A_gap_is_a_fault_unless_the_subscription_was_paused()
    {
        AccountEvent[] gap = [Billed(1, 1, 2, 1), Billed(2, 10, 3, 1)];

        Assert.Single(Faults([Started(), .. gap], Day(3, 1), Day(2, 27)));
        Assert.Empty(Faults([Started(), new SubscriptionPaused("s", new Pause(Day(2, 1), Day(2, 10)), null), .. gap], Day(3, 1), Day(2, 27)));
    }

    [Fact]
    public void What_is_due_and_not_billed_is_a_fault() =>
        Assert.Contains("next bill is due on 2026-02-01", Assert.Single(Faults([Started(), Billed(1, 1, 2, 1)], Day(2, 1), Day(2, 1))), StringComparison.Ordinal);

    [Fact]
    public void Days_that_are_billed_anew_are_credited_once()
    {
        var credit = new PendingCharge("unused:s:1:inv:1", Day(1, 15), Line(Day(1, 15), Day(2, 1)) with { ChargeId = "unused:s:1:inv:1" });
        AccountEvent[] changed = [Started(), Billed(1, 1, 2, 1), new SubscriptionChanged("s", Monthly with { From = Day(1, 15), Quantity = 2 }, new BilledAnew(Day(1, 15), null, [credit]))];

        Assert.Empty(Faults([.. changed, Billed(1, 15, 2, 1, credit.Line)], Day(2, 1), Day(1, 31)));
        Assert.Empty(Faults([.. changed, Billed(1, 15, 2, 1), new ChargeRemoved(credit.ChargeId)], Day(2, 1), Day(1, 31)));
        Assert.Contains("given 0 times", Assert.Single(Faults([.. changed, Billed(1, 15, 2, 1)], Day(2, 1), Day(1, 31))), StringComparison.Ordinal);
        Assert.Contains("given 2 times", Assert.Single(Faults([.. changed, Billed(1, 15, 2, 1, credit.Line), new ChargeRemoved(credit.ChargeId)], Day(2, 1), Day(1, 31))), StringComparison.Ordinal);
    }

    private static List<string> Faults(IReadOnlyList<AccountEvent> events, DateOnly billedThrough, DateOnly lastDay) => [.. PeriodCheck.Faults(events, Subscription(billedThrough), lastDay)];

    private static Subscription Subscription(DateOnly billedThrough) => new("s", Day(1, 1), null, billedThrough, [Monthly], [], []);

    private static SubscriptionStarted Started() => new(Subscription(Day(1, 1)));

    private static InvoiceFinalized Billed(int month, int day, int endMonth, int endDay, params IReadOnlyList<InvoiceLine> credits)
    {
        var (start, end) = (Day(month, day), Day(endMonth, endDay));
        var invoice = InvoiceCalculation.Total($"inv_{start:MMdd}", Euro, [Line(start, end), .. credits], [new BilledPeriod("s", new ServicePeriod(start, end), new ServicePeriod(start, end), start, [Monthly])], 1, []);
        return new InvoiceFinalized(invoice, "N-1", start, start, start, 1, 1);
    }

    private static InvoiceLine Line(DateOnly start, DateOnly end) =>
        InvoiceLine.Of(1, LineKind.Recurring, "CRM", "crm", new ServicePeriod(start, end), 1, "seat", 100, new LineTax(TaxTreatment.Standard, 19, "DE", ""), Euro) with { SubscriptionId = "s" };

    private static DateOnly Day(int month, int day) => new(2026, month, day);
}
