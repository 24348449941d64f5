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
    public void The_closing_is_what_the_accounts_state_has_whatever_happened() => Steps.Sample(steps =>
    {
        var (books, history) = (new PaperBooks(), new History("EUR", isChecked: false));
        foreach (var step in steps)
            history.Take(step);
        Account? state = null;
        foreach (var (day, events) in history.Recorded)
        {
            books.WaitUntil(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
            books.Record("acme.ada.EUR", events, day);
            state = AccountEvolution.Apply(state, events);
        }

        var today = history.Recorded[^1].Day;
        var expected = state!.Subscriptions.Where(known => !known.TermsOn(today).Metered && today >= (known.TrialEnd ?? known.Start) && !(today >= known.End) && !known.IsPausedOn(today))
            .Sum(known => new SubscriptionTimeline(known).MonthlyOn(today, HistoryWorld.In("EUR").Prices));
        Assert.Equal(new Money(expected, Currency.Of("EUR")).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), Closing(books, $"{today:O}"));
    }, iter: 30);

    private static string Closing(PaperBooks books, string asOf)
    {
        var (report, outcome) = books.Ask("mrr", new ReportMoment(Dates.Day(asOf), books.Now));
        Assert.True(outcome.Ties, string.Join('\n', outcome.Broken));
        if (report!.Tables is not [var table])
            return "0.00";
        return ((decimal)Assert.Single(table.Rows)[9]!).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
