using CsCheck;

namespace Billing.Domain.Tests;

public class UsageTests
{
    private static readonly UsagePeriodKey January = new("s1", Dates.Day("2026-01-01"));
    private static readonly UsageMeter Monthly = new("s1", new BillingCalendar(Dates.Day("2026-01-01"), new BillingInterval(1, IntervalUnit.Month)), Dates.Day("2026-01-10"), Dates.Day("2026-04-10"));

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
    [InlineData("2026-01-10", "2026-01-01")]
    [InlineData("2026-01-31", "2026-01-01")]
    [InlineData("2026-02-01", "2026-02-01")]
    public void Usage_belongs_to_the_full_period_its_day_lies_in(string day, string start) => Assert.Equal(Dates.Day(start), Monthly.PeriodOf(Dates.Day(day)).PeriodStart);

    [Fact]
    public void What_is_late_goes_to_the_next_period_while_there_is_one()
    {
        Assert.Equal(Dates.Day("2026-02-01"), Monthly.After(January)!.PeriodStart);
        Assert.Equal(Dates.Day("2026-04-01"), Monthly.After(new UsagePeriodKey("s1", Dates.Day("2026-03-01")))!.PeriodStart);
        Assert.Null(Monthly.After(new UsagePeriodKey("s1", Dates.Day("2026-04-01"))));
        Assert.Null((Monthly with { End = Dates.Day("2026-04-01") }).After(new UsagePeriodKey("s1", Dates.Day("2026-03-01"))));
        Assert.NotNull((Monthly with { End = null }).After(new UsagePeriodKey("s1", Dates.Day("2026-04-01"))));
    }

    [Theory]
    [InlineData("2026-01-09", "usage-before-start")]
    [InlineData("2026-01-10", null)]
    [InlineData("2026-04-09", null)]
    [InlineData("2026-04-10", "usage-after-end")]
    [InlineData("2026-07-02", null)]
    [InlineData("2026-07-03", "usage-in-future")]
    public void Usage_lies_between_start_and_end_and_a_day_ahead_at_most(string day, string? code)
    {
        var meter = day.StartsWith("2026-07", StringComparison.Ordinal) ? Monthly with { End = null } : Monthly;
        Assert.Equal(code, meter.WhyNot(Event(1, day), Dates.Day(day), new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero))?.Code);
    }

    private static UsageTally Tally(params (decimal Quantity, string Day, bool NewKey)[] events) =>
        events.Aggregate(UsageTally.Empty, (tally, used) => tally.With(Event(used.Quantity, used.Day), late: false, used.NewKey));

    private static UsageTally Tally(IEnumerable<(decimal Quantity, int Minute, bool Late)> events) =>
        events.Aggregate(UsageTally.Empty, (tally, used) => tally.With(Event(used.Quantity, "2026-01-01") with { At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(used.Minute) }, used.Late, newKey: false));

    private static UsageEvent Event(decimal quantity, string day) => new("e", "s1", new DateTimeOffset(Dates.Day(day), new TimeOnly(12, 0), TimeSpan.Zero), quantity, "");
}
