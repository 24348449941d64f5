namespace Billing.Domain.Tests.Reports;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData(ReportPeriod.Month, "2026-01-31", "2026-02-01", "2026-01-31")]
    [InlineData(ReportPeriod.Month, "2026-01-05", "2026-01-31", "")]
    [InlineData(ReportPeriod.Month, "2026-12-05", "2027-03-01", "2026-12-31,2027-01-31,2027-02-28")]
    [InlineData(ReportPeriod.Quarter, "2026-02-05", "2026-10-01", "2026-03-31,2026-06-30,2026-09-30")]
    [InlineData(ReportPeriod.Quarter, "2026-03-31", "2026-03-31", "")]
    public void Periods_that_ended_are_told_oldest_first(ReportPeriod every, string since, string today, string expected) =>
        Assert.Equal(expected, string.Join(',', ReportPeriods.Ended(every, Day(since), Day(today)).Select(last => $"{last:O}")));

    [Theory]
    [InlineData(ReportPeriod.Month, "2028-02-29", "2028-02-01")]
    [InlineData(ReportPeriod.Quarter, "2026-12-31", "2026-10-01")]
    [InlineData(ReportPeriod.Quarter, "2026-03-31", "2026-01-01")]
    public void A_period_begins_with_the_first_of_its_first_month(ReportPeriod every, string last, string first) => Assert.Equal(Day(first), ReportPeriods.FirstDay(every, Day(last)));

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
