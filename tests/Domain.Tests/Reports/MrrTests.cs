using CsCheck;

namespace Billing.Domain.Tests;

public class MrrTests
{
    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 255], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 6]).Select(step => new Step(step.Item1, step.Item2, step.Item3, step.Item4)).Array[60, 150];

    [Theory]
    [InlineData("crm", 3, "300.00")]
    [InlineData("crm-year", 1, "30.42")]
    [InlineData("wiki-quarter", 10, "99.97")]
    [InlineData("news-week", 100, "72.35")]
    [InlineData("free", 5, "0.00")]
    [InlineData("api-sum", 1, "0.00")]
    public void Every_interval_is_a_share_of_a_year_of_12_months_and_365_days_and_what_is_metered_is_nothing(string priceId, decimal quantity, string monthly)
    {
        var books = new PaperBooks();
        var account = books.Open("ada", world: HistoryWorld.In("EUR"));
        books.Do(account, new StartSubscription("s1", priceId, quantity, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));

        Assert.Equal(monthly, Closing(books, "2026-01-31"));
    }

    [Fact]
    public void A_subscription_costs_nothing_in_its_trial_its_pause_and_from_its_end_on()
    {
        var books = new PaperBooks();
        var account = books.Open("ada", world: HistoryWorld.In("EUR"));
        books.Do(account, new StartSubscription("s1", "crm", 1, Dates.Day("2026-01-10"), TrialEnd: Dates.Day("2026-02-10")), Dates.Day("2026-01-10"));
        books.Do(account, new PauseSubscription("s1", Dates.Day("2026-03-01"), Dates.Day("2026-03-20"), UnusedTime.Credit), Dates.Day("2026-01-10"));
        books.Do(account, new CancelSubscription("s1", Dates.Day("2026-05-01")), Dates.Day("2026-01-10"));

        Assert.Equal(["0.00", "0.00", "100.00", "0.00", "100.00", "100.00", "0.00"],
            new[] { "2026-01-31", "2026-02-09", "2026-02-10", "2026-03-19", "2026-03-20", "2026-04-30", "2026-05-01" }.Select(day => Closing(books, day)));
    }

    [Fact]
    public void A_subscription_that_ends_in_its_pause_churns_and_is_not_paused()
    {
        var books = new PaperBooks();
        var account = books.Open("ada", world: HistoryWorld.In("EUR"));
        books.Do(account, new StartSubscription("s1", "crm", 1, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        books.Do(account, new PauseSubscription("s1", Dates.Day("2026-02-10"), null, UnusedTime.Forfeit), Dates.Day("2026-01-01"));
        books.Do(account, new CancelSubscription("s1", Dates.Day("2026-02-20")), Dates.Day("2026-01-02"));

        var row = Row(books, "2026-02-28");
        Assert.Equal((-100m, 0m), (row[5], row[7]));
    }

    [Fact]
    public void Who_paid_only_within_months_or_by_a_later_price_comes_back_and_is_not_new()
    {
        // Free at first; from the second version on it cost something, and was paused over its only month's end.
        var books = new PaperBooks();
        var world = HistoryWorld.In("EUR");
        var free = world.Prices["free"];
        var rising = free with { PriceId = "rising", Versions = [free.Versions[0], free.Versions[0] with { EffectiveFrom = Dates.Day("2026-02-01"), Pricing = new PerUnitPricing(10) }] };
        var account = books.Open("ada", world: world.WithPrice(rising));
        books.Do(account, new StartSubscription("s1", "rising", 1, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        books.Do(account, new CancelSubscription("s1", Dates.Day("2026-02-20")), Dates.Day("2026-01-01"));
        books.Do(account, new StartSubscription("s2", "crm", 1, Dates.Day("2026-03-01")), Dates.Day("2026-03-01"));

        var row = Row(books, "2026-03-31", prices: account.World.Prices);
        Assert.Equal((0m, 100m), (row[2], row[6]));
    }

    [Fact]
    public void A_percentage_for_some_invoices_lowers_it_until_the_end_of_the_last_period_that_has_it()
    {
        var (books, account) = With("s1", "crm", 1);
        Give(books, account, "thrice", percent: 12.5m, invoices: 3, on: "2026-01-10");

        // January was billed without it; February, March and April are billed with it.
        for (var month = Dates.Day("2026-02-01"); month < Dates.Day("2026-08-01"); month = month.AddMonths(1))
            books.Do(account, new RunBilling(), month);

        Assert.Equal(["100.00", "87.50", "87.50", "87.50", "100.00", "100.00"], Ends(6).Select(day => Closing(books, day)));
        Assert.Equal((12.5m, 0m), (Row(books, "2026-05-31")[3], Row(books, "2026-05-31")[4]));
    }

    [Fact]
    public void What_is_billed_in_arrears_has_the_coupons_of_today_until_its_invoice_is_written()
    {
        var (books, account) = With("s1", "crm-arrears", 1);
        Give(books, account, "twice", percent: 10, invoices: 2, on: "2026-01-10");
        var beforeBilling = books.Now;
        for (var month = Dates.Day("2026-02-01"); month < Dates.Day("2026-06-01"); month = month.AddMonths(1))
            books.Do(account, new RunBilling(), month);

        var full = decimal.Parse(Closing(books, "2026-04-30"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([full * 0.9m, full * 0.9m, full], Ends(3).Select(day => decimal.Parse(Closing(books, day), System.Globalization.CultureInfo.InvariantCulture)));

        // As it was known before anything was billed, both are still to come.
        Assert.Equal(full * 0.9m, Row(books, "2026-03-31", knownAt: beforeBilling)[9]);
    }

    [Fact]
    public void What_is_taken_off_a_single_invoice_lowers_nothing_that_recurs()
    {
        var (books, account) = With("s1", "crm", 1);
        Give(books, account, "once", percent: 50, invoices: 1, on: "2026-01-10");
        Give(books, account, "ever", percent: 5, invoices: null, on: "2026-01-11");
        books.Do(account, new RunBilling(), Dates.Day("2026-02-01"));

        Assert.Equal(["100.00", "95.00"], Ends(2).Select(day => Closing(books, day)));
    }

    [Fact]
    public void An_amount_off_each_invoice_is_shared_by_the_periods_that_are_billed_together()
    {
        // 30.00 a month off 100.00 and 300.00; the year begins another day and is on an invoice of its own: 365.00 less 30.00 for 12 months.
        var (books, account) = With("s1", "crm", 1);
        books.Do(account, new StartSubscription("s2", "crm", 3, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        books.Do(account, new StartSubscription("s3", "crm-year", 1, Dates.Day("2026-01-05"), Anchor: Dates.Day("2026-01-05")), Dates.Day("2026-01-05"));
        books.Do(account, new RunBilling(), Dates.Day("2026-01-05"));
        Give(books, account, "thirty", amount: 30, invoices: null, on: "2026-01-05");
        books.Do(account, new RunBilling(), Dates.Day("2026-02-01"));

        // The first month and the first year are billed without it.
        Assert.Equal(400 + 30.42m, Row(books, "2026-01-31")[9]);
        Assert.Equal(370 + 30.42m, Row(books, "2026-02-28")[9]);
        Assert.Equal(370 + 27.92m, Row(books, "2027-01-31")[9]);
    }

    [Fact]
    public void A_coupon_lowers_what_it_is_for_from_the_next_period_on_and_no_longer_once_it_is_taken_back()
    {
        var (books, account) = With("s1", "crm", 1);
        books.Do(account, new StartSubscription("s2", "book", 1, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        books.Do(account, new RunBilling(), Dates.Day("2026-01-01"));
        Give(books, account, "books", percent: 100, invoices: null, on: "2026-01-10", product: "book");
        books.Do(account, new RunBilling(), Dates.Day("2026-02-01"));
        books.Do(account, new RemoveCoupon("books", ""), Dates.Day("2026-02-15"));

        // What February was billed with stays until it ends.
        Assert.Equal(["110.00", "100.00", "110.00"], Ends(3).Select(day => Closing(books, day)));
    }

    [Fact]
    public void What_is_not_billed_yet_has_the_coupons_that_the_accounts_state_has() => Steps.Sample(steps =>
    {
        var (history, coupons, once) = (new History("EUR", isChecked: false), new CouponTimeline(), new HashSet<(string, string)>());
        foreach (var step in steps)
            history.Take(step);
        Account? state = null;
        foreach (var (day, events) in history.Recorded)
        {
            state = AccountEvolution.Apply(state, events);
            foreach (var happened in events)
            {
                coupons.Add(happened, day);
                if (happened is CouponApplied { Coupon: { InvoicesLeft: 1 } given })
                    once.Add((given.CouponId, given.SubscriptionId));
            }
        }

        var (today, unbilled) = (history.Recorded[^1].Day, "not-billed");
        string Of(AppliedCoupon coupon) => coupon.SubscriptionId.Length == 0 ? unbilled : coupon.SubscriptionId;
        var far = today.AddYears(3);
        Assert.Equal(
            state!.Coupons.Where(coupon => !once.Contains((coupon.CouponId, coupon.SubscriptionId))).Select(coupon => (coupon.CouponId, Of(coupon))).Order(),
            coupons.Recurring.Where(coupon => coupons.Lowers(coupon, Of(coupon), coupon.Products is [var product, ..] ? product : "crm", far)).Select(coupon => (coupon.CouponId, Of(coupon))).Order());
    }, iter: 30);

    [Fact]
    public void Without_coupons_the_closing_is_what_the_accounts_state_has_and_with_them_no_more() => Steps.Sample(steps =>
    {
        var (books, bare, history) = (new PaperBooks(), new PaperBooks(), new History("EUR", isChecked: false));
        foreach (var step in steps)
            history.Take(step);
        Account? state = null;
        foreach (var (day, events) in history.Recorded)
        {
            foreach (var (known, told) in new[] { (books, events), (bare, [.. events.Where(happened => happened is not CouponApplied)]) })
            {
                known.WaitUntil(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
                known.Record("acme.ada.EUR", told, day);
            }

            state = AccountEvolution.Apply(state, events);
        }

        var today = history.Recorded[^1].Day;
        var full = state!.Subscriptions.Where(known => !known.TermsOn(today).Metered && today >= (known.TrialEnd ?? known.Start) && !(today >= known.End) && !known.IsPausedOn(today))
            .Sum(known => new SubscriptionTimeline(known).CostOn(today, HistoryWorld.In("EUR").Prices)!.Monthly);
        Assert.Equal(new Money(full, Currency.Of("EUR")).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), Closing(bare, $"{today:O}"));
        Assert.InRange(decimal.Parse(Closing(books, $"{today:O}"), System.Globalization.CultureInfo.InvariantCulture), 0, full);
    }, iter: 30);

    private static IEnumerable<string> Ends(int months) => Enumerable.Range(1, months).Select(month => $"{new DateOnly(2026, month, 1).AddMonths(1).AddDays(-1):O}");

    // A customer that subscribed on 1 January, and was billed for it where that is done in advance.
    private static (PaperBooks Books, PaperAccount Account) With(string subscriptionId, string priceId, decimal quantity)
    {
        var books = new PaperBooks();
        var account = books.Open("ada", world: HistoryWorld.In("EUR"));
        books.Do(account, new StartSubscription(subscriptionId, priceId, quantity, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        books.Do(account, new RunBilling(), Dates.Day("2026-01-01"));
        return (books, account);
    }

    private static void Give(PaperBooks books, PaperAccount account, string couponId, string on, int? invoices, decimal? percent = null, decimal? amount = null, string? product = null)
    {
        var coupon = new Coupon(couponId, "acme", couponId, percent, amount is { } off ? new Money(off, Currency.Of("EUR")) : null, invoices, product is null ? [] : [product], null);
        account.World = account.World with { Coupons = new Dictionary<string, Coupon> { [couponId] = coupon } };
        Assert.IsType<Decision.Accepted>(books.Do(account, new ApplyCoupon(couponId, ""), Dates.Day(on)));
    }

    private static IReadOnlyList<object?> Row(PaperBooks books, string asOf, DateTimeOffset? knownAt = null, IReadOnlyDictionary<string, Price>? prices = null)
    {
        var (report, outcome) = books.Ask("mrr", new ReportMoment(Dates.Day(asOf), knownAt ?? books.Now), prices: prices);
        Assert.True(outcome.Ties, string.Join('\n', outcome.Broken));
        return Assert.Single(Assert.Single(report!.Tables).Rows);
    }

    private static string Closing(PaperBooks books, string asOf)
    {
        var (report, outcome) = books.Ask("mrr", new ReportMoment(Dates.Day(asOf), books.Now));
        Assert.True(outcome.Ties, string.Join('\n', outcome.Broken));
        if (report!.Tables is not [var table])
            return "0.00";
        return ((decimal)Assert.Single(table.Rows)[9]!).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
