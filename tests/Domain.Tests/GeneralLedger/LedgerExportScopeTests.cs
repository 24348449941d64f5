using CsCheck;

namespace Billing.Domain.Tests;

public sealed class LedgerExportScopeTests
{
    private static readonly DateOnly January = new(2026, 1, 1);
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_exports_together_are_the_journal_each_line_once_and_what_came_late_is_a_correction() =>
        Gen.Select(Gen.Int[0, 150], Gen.Int[0, 200]).Array[0, 60].Sample(lines =>
        {
            var journal = lines.Select((line, index) => LedgerLines.Of($"{index}", January.AddDays(line.Item1), ("receivables", 1))[0] with { RecordedAt = NewYear.AddDays(line.Item2) }).ToList();
            var exported = new List<PostedLine>();
            DateOnly? exportedThrough = null;
            for (var month = 0; month < 7; month++)
            {
                var through = LedgerExportOrder.LastDay(January.AddMonths(month));
                var scope = new LedgerExportScope(DateOnly.MinValue, through, NewYear.AddDays(40 + (month * 30)), exportedThrough, null);
                var taken = journal.Where(scope.Covers).Except(exported).ToList();
                Assert.Equal(taken.Where(line => line.PostingDate <= exportedThrough), taken.Where(scope.IsCorrection));
                Assert.All(exported, line => Assert.True(scope.Covers(line)));
                exported.AddRange(taken);
                exportedThrough = through;
            }

            Assert.Equal(journal.Count, exported.Count);
            Assert.Equal(journal.OrderBy(line => line.Text, StringComparer.Ordinal), exported.OrderBy(line => line.Text, StringComparer.Ordinal));
        });

    [Fact]
    public void A_scope_has_a_first_day_and_may_have_one_currency()
    {
        var line = LedgerLines.Of("x", January, ("receivables", 1))[0];
        var scope = new LedgerExportScope(January, January, LedgerLines.Recorded, null, LedgerLines.Euro);

        Assert.True(scope.Covers(line));
        Assert.False(scope.Covers(line with { PostingDate = January.AddDays(-1) }));
        Assert.False(scope.Covers(line with { PostingDate = January.AddDays(1) }));
        Assert.False(scope.Covers(line with { RecordedAt = LedgerLines.Recorded.AddTicks(1) }));
        Assert.False(scope.Covers(line with { Amount = new Money(1, Currency.Of("USD")) }));
        Assert.False(scope.IsCorrection(line));
    }

    [Theory]
    [InlineData("2026-01-01", null, "2026-02-01", false, null)]
    [InlineData("2026-01-01", null, "2026-01-31", false, "period-open")]
    [InlineData("2026-01-01", null, "0001-01-01", false, "period-open")]
    [InlineData("2026-01-01", null, "0001-01-01", true, null)]
    [InlineData("2026-02-01", "2026-01-01", "2026-03-01", false, null)]
    [InlineData("2026-03-01", "2026-01-01", "2026-04-01", false, "period-out-of-order")]
    [InlineData("2026-03-01", "2026-01-01", "2026-01-01", true, "period-out-of-order")]
    [InlineData("2026-01-01", "2026-01-01", "2026-04-01", true, "already-exported")]
    [InlineData("2025-11-01", null, "2026-04-01", false, "period-out-of-order")]
    [InlineData("2025-12-01", null, "2026-04-01", false, null)]
    public void Closed_months_follow_each_other(string month, string? last, string firstOpenDay, bool isPreview, string? refused)
    {
        var refusal = LedgerExportOrder.Refuse(Date(month), last is null ? null : Date(last), new DateOnly(2025, 12, 15), Date(firstOpenDay), new DateOnly(2026, 6, 1), isPreview);

        Assert.Equal(refused, refusal?.Code);
    }

    [Theory]
    [InlineData("2026-01-31", false, "period-open")]
    [InlineData("2026-01-31", true, null)]
    [InlineData("2026-02-01", false, null)]
    public void A_month_that_was_closed_ahead_is_exported_once_it_is_over(string today, bool isPreview, string? refused) =>
        Assert.Equal(refused, LedgerExportOrder.Refuse(January, null, null, January.AddYears(1), Date(today), isPreview)?.Code);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);
}
