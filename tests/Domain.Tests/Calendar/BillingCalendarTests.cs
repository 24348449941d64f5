using CsCheck;

namespace Billing.Domain.Tests;

public class BillingCalendarTests
{
    [Theory]
    [InlineData("2026-01-31", 1, IntervalUnit.Month, "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31")]
    [InlineData("2027-12-31", 1, IntervalUnit.Month, "2027-12-31 2028-01-31 2028-02-29 2028-03-31")]
    [InlineData("2025-11-30", 3, IntervalUnit.Month, "2025-11-30 2026-02-28 2026-05-30 2026-08-30")]
    [InlineData("2024-02-29", 1, IntervalUnit.Year, "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29")]
    [InlineData("2026-12-30", 10, IntervalUnit.Day, "2026-12-30 2027-01-09 2027-01-19")]
    [InlineData("2026-02-20", 2, IntervalUnit.Week, "2026-02-20 2026-03-06 2026-03-20")]
    public void Periods_are_reckoned_from_the_anchor(string anchor, int count, IntervalUnit unit, string starts)
    {
        var calendar = new BillingCalendar(Dates.Day(anchor), new BillingInterval(count, unit));
        Assert.Equal(starts.Split(' ').Select(Dates.Day), Enumerable.Range(0, starts.Split(' ').Length).Select(k => calendar.Period(k).Start));
    }

    [Theory]
    [InlineData("2026-02-27", "2026-01-31", "2026-02-28")]
    [InlineData("2026-02-28", "2026-02-28", "2026-03-31")]
    [InlineData("2026-03-30", "2026-02-28", "2026-03-31")]
    [InlineData("2025-12-31", "2025-12-31", "2026-01-31")]
    [InlineData("1999-02-28", "1999-02-28", "1999-03-31")]
    [InlineData("2350-06-30", "2350-06-30", "2350-07-31")]
    public void A_date_lies_in_one_period_however_far_from_the_anchor(string date, string start, string end) =>
        Assert.Equal(new ServicePeriod(Dates.Day(start), Dates.Day(end)),
            new BillingCalendar(Dates.Day("2026-01-31"), new BillingInterval(1, IntervalUnit.Month)).PeriodOf(Dates.Day(date)));

    [Fact]
    public void An_interval_without_length_is_an_error()
    {
        var calendar = new BillingCalendar(Dates.Day("2026-01-31"), default);
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Period(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.PeriodOf(Dates.Day("2026-02-01")));
    }

    [Fact]
    public void Periods_cover_the_calendar_without_gap_or_overlap() =>
        Gen.Select(
            Gen.Int[Dates.Day("1950-01-01").DayNumber, Dates.Day("2100-01-01").DayNumber],
            Gen.Select(Gen.Int[1, 40], Gen.Enum<IntervalUnit>()),
            Gen.Int[-30, 30], Gen.Int[-50_000, 50_000]).Sample((anchor, interval, k, away) =>
        {
            var calendar = new BillingCalendar(DateOnly.FromDayNumber(anchor), new BillingInterval(interval.Item1, interval.Item2));
            Assert.Equal(calendar.Period(k).End, calendar.Period(k + 1).Start);
            Assert.True(calendar.Period(k).Days > 0);
            var date = DateOnly.FromDayNumber(anchor + away);
            var found = calendar.PeriodOf(date);
            Assert.True(found.Start <= date && date < found.End);
        });

    [Fact]
    public void Months_of_a_period_sum_to_its_days()
    {
        var period = new ServicePeriod(Dates.Day("2025-12-15"), Dates.Day("2026-03-02"));
        Assert.Equal([17, 31, 28, 1], period.ByMonth().Select(month => month.Days));
        Assert.Equal(Dates.Day("2026-03-01"), period.LastDay);
        Assert.Equal(period.Days, period.ByMonth().Sum(month => month.Days));
    }
}
