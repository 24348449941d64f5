using System.Globalization;
using CsCheck;

namespace Billing.Domain.Tests;

public sealed class JournalArrivalTests
{
    [Theory]
    [InlineData("2026-01-31T08:59:59Z", false)]
    [InlineData("2026-01-31T09:00:00Z", true)]
    [InlineData("2026-02-15T00:00:00Z", true)]
    [InlineData("2026-01-05T00:00:00Z", false)]
    public void A_line_of_January_is_late_once_January_may_be_over_somewhere(string appendedAt, bool isLate) =>
        Assert.Equal(isLate, JournalArrival.IsLate(new DateOnly(2026, 1, 31), At(appendedAt)));

    [Fact]
    public void What_is_posted_ahead_is_not_late() => Assert.False(JournalArrival.IsLate(new DateOnly(2027, 1, 1), At("2026-02-15T00:00:00Z")));

    [Fact]
    public void Whatever_is_appended_after_an_export_began_arrives_late_and_in_a_month_that_the_next_one_looks_into() =>
        Gen.Select(Gen.Int[0, 800], Gen.Int[-12, 14], Gen.Int[0, 60 * 24 * 40], Gen.Int[-10, 60 * 24 * 90]).Sample((day, zone, exportedAfter, appendedAfter) =>
        {
            // A month is exported once it is over in the seller's zone; ten minutes before that are those of a handler which began earlier.
            var postingDate = new DateOnly(2025, 1, 1).AddDays(day);
            var monthEnds = new DateTimeOffset(new DateOnly(postingDate.Year, postingDate.Month, 1).AddMonths(1), TimeOnly.MinValue, TimeSpan.FromHours(zone));
            var exportedAt = monthEnds.AddMinutes(exportedAfter);
            var appendedAt = exportedAt.AddMinutes(appendedAfter);

            Assert.True(JournalArrival.IsLate(postingDate, appendedAt));
            Assert.True(JournalArrival.MonthOf(appendedAt) >= JournalArrival.FirstMonthAfter(exportedAt));
        });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
