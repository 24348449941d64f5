using CsCheck;

namespace Billing.Domain.Tests;

public class UsageTests
{
    private static readonly UsagePeriodKey January = new("s1", Dates.Day("2026-01-01"));

    [Theory]
    [InlineData(UsageAggregation.Sum, 12)]
    [InlineData(UsageAggregation.Max, 9)]
    [InlineData(UsageAggregation.Last, -1)]
    [InlineData(UsageAggregation.UniqueCount, 2)]
    public void Each_aggregation_gives_its_own_quantity(UsageAggregation aggregation, decimal quantity)
    {
        var reading = Tally((4, "2026-01-05", true), (9, "2026-01-03", false), (-1, "2026-01-07", true)).Reading(January, closed: true);

        Assert.Equal(quantity, reading.Quantity(aggregation));
        Assert.Equal(3, reading.EventCount);
        Assert.True(reading.Closed);
    }

    [Fact]
    public void Nothing_used_is_0_whatever_is_aggregated() =>
        Assert.All(Enum.GetValues<UsageAggregation>(), aggregation => Assert.Equal(0, UsageReading.Nothing(January).Quantity(aggregation)));

    [Fact]
    public void The_highest_of_negative_quantities_is_negative() => Assert.Equal(-2, Tally((-5, "2026-01-05", false), (-2, "2026-01-03", false)).Max);

    [Fact]
    public void Of_two_quantities_of_one_moment_the_one_recorded_later_is_last() => Assert.Equal(3, Tally((8, "2026-01-05", false), (3, "2026-01-05", false)).Last);

    [Fact]
    public void A_late_event_counts_in_every_figure_but_never_outranks_a_later_last()
    {
        var reading = Tally((5, "2026-02-02", true)).With(Event(40, "2026-01-30"), late: true, newKey: true).Reading(new UsagePeriodKey("s1", Dates.Day("2026-02-01")), closed: false);

        Assert.Equal((45, 40, 5, 2), (reading.Sum, reading.Max, reading.Last, reading.UniqueCount));
        Assert.Equal((40, 1), (reading.LateSum, reading.LateCount));
    }

    [Fact]
    public void The_order_of_arrival_changes_no_figure() =>
        Gen.Select(Gen.Int[-100_000, 100_000].Select(cents => cents / 100m), Gen.Int[0, 10_000], Gen.Bool).List[0, 30]
            .SelectMany(events => Gen.Shuffle(events.ToArray()).Select(shuffled => (events, shuffled)))
            .Where(pair => pair.events.Select(used => used.Item2).Distinct().Count() == pair.events.Count)
            .Sample(pair => Assert.Equal(Tally(pair.events), Tally(pair.shuffled)));

    [Theory]
    [InlineData("2026-01-10", "2026-01-10")]
    [InlineData("2026-01-31", "2026-01-10")]
    [InlineData("2026-02-01", "2026-02-01")]
    [InlineData("2026-03-31", "2026-03-01")]
    public void Usage_belongs_to_the_period_its_day_is_billed_in(string day, string start) => Assert.Equal(Dates.Day(start), Meter().PeriodOf(Dates.Day(day)).PeriodStart);

    [Fact]
    public void What_is_late_goes_to_the_next_period_while_there_is_one()
    {
        Assert.Equal("2026-01-10 2026-02-01 2026-03-01 2026-04-01", Walk(Meter("2026-04-10")));
        Assert.Equal("2026-01-10 2026-02-01 2026-03-01", Walk(Meter("2026-04-01")));
        Assert.NotNull(Meter(end: null).After(new UsagePeriodKey("s1", Dates.Day("2036-04-01"))));
    }

    [Fact]
    public void A_trial_and_new_terms_begin_periods_of_their_own()
    {
        var meter = Meter("2026-04-10");
        var terms = meter.Subscription.Terms[0];
        var changed = meter with
        {
            Subscription = meter.Subscription with { TrialEnd = Dates.Day("2026-01-20"), BilledThrough = Dates.Day("2026-01-20"), Terms = [terms, terms with { From = Dates.Day("2026-03-01"), Anchor = Dates.Day("2026-03-15") }] },
        };

        Assert.Equal("2026-01-10 2026-01-20 2026-02-01 2026-03-01 2026-03-15", Walk(changed));
        Assert.Equal(Dates.Day("2026-03-01"), changed.PeriodOf(Dates.Day("2026-03-14")).PeriodStart);
    }

    [Fact]
    public void The_periods_of_usage_are_the_periods_that_are_billed()
    {
        var meter = Meter("2026-07-20");
        for (var next = meter.Subscription; next.NextPeriod() is { } period; next = next.Billed(period, null))
        {
            for (var day = period.Period.Start; day < period.Period.End; day = day.AddDays(1))
                Assert.Equal(period.UsageKey, (meter with { Subscription = next }).PeriodOf(day));
        }
    }

    [Fact]
    public void A_billed_period_takes_usage_only_as_a_draft_or_a_trial()
    {
        var meter = Meter("2026-07-20") with { Drafted = [Dates.Day("2026-02-01")] };
        var billed = meter with { Subscription = meter.Subscription with { TrialEnd = Dates.Day("2026-01-20"), BilledThrough = Dates.Day("2026-03-01") } };

        Assert.Equal([true, false, true, true], new[] { "2026-01-10", "2026-01-20", "2026-02-01", "2026-03-01" }.Select(start => billed.IsOpen(new UsagePeriodKey("s1", Dates.Day(start)))));
    }

    [Theory]
    [InlineData("2026-01-09", "usage-before-start")]
    [InlineData("2026-01-10", null)]
    [InlineData("2026-07-19", "usage-in-future")]
    [InlineData("2026-07-20", "usage-in-future")]
    [InlineData("2026-05-02", null)]
    [InlineData("2026-05-03", "usage-in-future")]
    [InlineData("2026-04-01", "usage-while-paused")]
    [InlineData("2026-04-02", null)]
    public void Usage_lies_in_the_served_days_and_a_day_ahead_at_most(string day, string? code)
    {
        var meter = Meter("2026-07-20");
        meter = meter with { Subscription = meter.Subscription with { Pauses = [new Pause(Dates.Day("2026-03-20"), Dates.Day("2026-04-02"))] } };

        Assert.Equal(code, WhyNot(meter, day));
    }

    [Fact]
    public void What_is_not_metered_or_over_or_lacks_its_key_takes_no_usage()
    {
        var meter = Meter("2026-04-10");
        Assert.Equal("usage-after-end", WhyNot(meter, "2026-04-10"));
        Assert.Equal("unique-key-missing", WhyNot(meter, "2026-04-09", UsageAggregation.UniqueCount));
        Assert.Equal("not-metered", WhyNot(meter with { Subscription = meter.Subscription with { Terms = [meter.Subscription.Terms[0] with { Metered = false }] } }, "2026-04-09"));
    }

    private static UsageMeter Meter(string? end = "2026-04-10")
    {
        var terms = new SubscriptionTerms(Dates.Day("2026-01-10"), "api", 1, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InArrears, Dates.Day("2026-01-01"), Metered: true);
        return new UsageMeter(new Subscription("s1", Dates.Day("2026-01-10"), end is null ? null : Dates.Day(end), Dates.Day("2026-01-10"), [terms], [], []), []);
    }

    private static string Walk(UsageMeter meter)
    {
        var starts = new List<string>();
        for (var key = meter.PeriodOf(meter.Subscription.Start); key is not null; key = meter.After(key))
            starts.Add($"{key.PeriodStart:yyyy-MM-dd}");
        return string.Join(' ', starts);
    }

    private static string? WhyNot(UsageMeter meter, string day, UsageAggregation aggregation = UsageAggregation.Sum) =>
        meter.WhyNot(Event(1, day), Dates.Day(day), aggregation, new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero))?.Code;

    private static UsageTally Tally(params (decimal Quantity, string Day, bool NewKey)[] events) =>
        events.Aggregate(UsageTally.Empty, (tally, used) => tally.With(Event(used.Quantity, used.Day), late: false, used.NewKey));

    private static UsageTally Tally(IEnumerable<(decimal Quantity, int Minute, bool Late)> events) =>
        events.Aggregate(UsageTally.Empty, (tally, used) => tally.With(Event(used.Quantity, "2026-01-01") with { At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(used.Minute) }, used.Late, newKey: false));

    private static UsageEvent Event(decimal quantity, string day) => new("e", "s1", new DateTimeOffset(Dates.Day(day), new TimeOnly(12, 0), TimeSpan.Zero), quantity, "");
}
