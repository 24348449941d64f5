using Billing.Domain;
using Billing.Functions.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Billing.Functions.Tests.Usage.Meters;

namespace Billing.Functions.Tests.Usage;

public sealed class UsageBookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ServiceProvider services = null!;
    private UsageBook book = null!;
    private MeteredSubscription metered = null!;

    [Fact]
    public async Task Usage_counts_in_the_month_it_was_used_in_the_sellers_time_zone()
    {
        // Half past eleven in UTC is half past midnight in Berlin.
        var outcomes = await AddAsync(Event("a", "2026-01-31T22:30:00Z", 3), Event("b", "2026-01-31T23:30:00Z", 5));

        Assert.Equal([new UsageOutcome.Accepted(January), new UsageOutcome.Accepted(February)], outcomes);
        Assert.Equal((3, 1), await ReadAsync(January));
        Assert.Equal((5, 1), await ReadAsync(February));
    }

    [Fact]
    public async Task A_batch_larger_than_a_transaction_is_added_whole()
    {
        var outcomes = await AddAsync([.. Many("n", 1000)]);

        Assert.All(outcomes, outcome => Assert.IsType<UsageOutcome.Accepted>(outcome));
        Assert.Equal((1000, 1000), await ReadAsync(January));
    }

    [Fact]
    public async Task What_is_counted_once_is_counted_once_across_batches()
    {
        await AddAsync([.. Enumerable.Range(0, 150).Select(n => Event($"a{n}", "2026-01-05T12:00:00Z", 1, $"user-{n % 70}"))]);
        await AddAsync([.. Enumerable.Range(0, 20).Select(n => Event($"b{n}", "2026-01-06T12:00:00Z", 1, $"user-{60 + n}"))]);

        var reading = await book.ReadAsync(metered.Account, January, close: false, default);
        Assert.Equal(80, reading.Quantity(UsageAggregation.UniqueCount));
        Assert.Equal(170, reading.EventCount);
    }

    [Fact]
    public async Task What_is_sent_twice_counts_once()
    {
        var events = Many("n", 120).ToArray();
        await AddAsync(events[..70]);

        var outcomes = await AddAsync(events);

        Assert.Equal(70, outcomes.Count(outcome => outcome is UsageOutcome.Duplicate));
        Assert.Equal(50, outcomes.Count(outcome => outcome is UsageOutcome.Accepted));
        Assert.Equal((120, 120), await ReadAsync(January));
    }

    [Fact]
    public async Task The_same_event_written_otherwise_is_the_same()
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z", 1.5m));

        Assert.Equal([new UsageOutcome.Duplicate(January)], await AddAsync(Event("a", "2026-01-15T13:00:00+01:00", 1.50m)));
    }

    [Theory]
    [InlineData("2026-01-15T12:00:00Z", 2, "")]
    [InlineData("2026-01-15T12:00:01Z", 1, "")]
    [InlineData("2026-01-15T12:00:00Z", 1, "user")]
    [InlineData("2026-02-01T12:00:00Z", 1, "")]
    public async Task An_id_that_names_another_event_is_refused_and_counts_nothing(string at, decimal quantity, string unique)
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z"));

        AssertRefused("event-id-reused", Assert.Single(await AddAsync(Event("a", at, quantity, unique))));
        Assert.Equal((1, 1), await ReadAsync(January));
        Assert.Equal((0, 0), await ReadAsync(February));
    }

    [Fact]
    public async Task Within_one_batch_the_first_of_an_id_counts()
    {
        var outcomes = await AddAsync(Event("a", "2026-01-15T12:00:00Z"), Event("a", "2026-01-15T12:00:00Z"), Event("a", "2026-01-15T12:00:00Z", 9));

        Assert.Equal([new UsageOutcome.Accepted(January), new UsageOutcome.Duplicate(January)], outcomes.Take(2));
        AssertRefused("event-id-reused", outcomes[2]);
        Assert.Equal((1, 1), await ReadAsync(January));
    }

    [Fact]
    public async Task A_correction_is_an_event_with_a_negative_quantity()
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z", 100));
        await AddAsync(Event("a-corrected", "2026-01-15T12:00:00Z", -90));

        Assert.Equal((10, 2), await ReadAsync(January));
    }

    [Fact]
    public async Task Many_writers_to_one_period_lose_nothing_and_count_nothing_twice()
    {
        // Every writer sends 40 events of its own, and all send the same 20; three writers share an instance of the app.
        ServiceProvider[] instances = [.. Enumerable.Range(0, 4).Select(_ => azurite.Services(new FakeTimeProvider(Now)))];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(writer =>
            instances[writer % 4].GetRequiredService<UsageBook>().AddAsync(metered, [.. Many($"own-{writer}", 40), .. Many("all", 20)], "sender", default)));
        foreach (var instance in instances)
            await instance.DisposeAsync();

        Assert.Equal((500, 500), await ReadAsync(January));
        Assert.Equal(500, outcomes.SelectMany(results => results).Count(outcome => outcome is UsageOutcome.Accepted));
        Assert.Equal(220, outcomes.SelectMany(results => results).Count(outcome => outcome is UsageOutcome.Duplicate));
        Assert.Equal(500, (await book.ListAsync(metered.Account, January, 1000, null, default)).Events.Count);
    }

    [Fact]
    public async Task What_comes_after_the_closing_counts_in_the_next_period_and_says_so()
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z", 3, "u1"));
        await book.ReadAsync(metered.Account, January, close: true, default);
        await AddAsync(Event("b", "2026-02-03T12:00:00Z", 5, "u1"));

        Assert.Equal([new UsageOutcome.Late(January, February)], await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40, "u2")));

        Assert.Equal((3, 1), await ReadAsync(January));
        var reading = await book.ReadAsync(metered.Account, February, close: false, default);
        Assert.Equal((45, 40, 5, 2, 40, 1), (reading.Sum, reading.Max, reading.Last, reading.UniqueCount, reading.LateSum, reading.LateCount));
        var late = (await book.ListAsync(metered.Account, February, 10, null, default)).Events[0];
        Assert.Equal(("late", January.PeriodStart, Now, "sender"), (late.Event.EventId, late.BelongsTo, late.RecordedAt, late.Actor));
    }

    [Fact]
    public async Task What_went_late_is_found_again_however_often_it_is_sent()
    {
        await book.ReadAsync(metered.Account, January, close: true, default);
        await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40));

        Assert.Equal([new UsageOutcome.Duplicate(February)], await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40)));
        await book.ReadAsync(metered.Account, February, close: true, default);
        Assert.Equal([new UsageOutcome.Duplicate(February)], await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40)));
        Assert.Equal((40, 1), await ReadAsync(February));
        Assert.Equal((0, 0), await ReadAsync(Month(3)));
    }

    [Fact]
    public async Task What_comes_after_two_closings_goes_to_the_first_open_period()
    {
        await book.ReadAsync(metered.Account, January, close: true, default);
        await book.ReadAsync(metered.Account, February, close: true, default);

        Assert.Equal([new UsageOutcome.Late(January, Month(3))], await AddAsync(Event("a", "2026-01-20T12:00:00Z")));
    }

    [Fact]
    public async Task After_the_last_period_is_closed_nothing_is_taken()
    {
        var ending = await MonthlyAsync(services, end: new DateOnly(2026, 2, 1));
        await book.ReadAsync(ending.Account, January, close: true, default);

        AssertRefused("no-period-left", Assert.Single(await book.AddAsync(ending, [Event("a", "2026-01-20T12:00:00Z")], "sender", default)));
    }

    [Fact]
    public async Task A_closed_period_reads_the_same_for_ever()
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z", 3));
        var first = await book.ReadAsync(metered.Account, January, close: true, default);
        await AddAsync(Event("b", "2026-01-16T12:00:00Z", 4));

        Assert.Equal(first, await book.ReadAsync(metered.Account, January, close: true, default));
        Assert.Equal(first, await book.ReadAsync(metered.Account, January, close: false, default));
        Assert.True(first.Closed);
    }

    [Fact]
    public async Task Reading_without_closing_leaves_a_period_open()
    {
        Assert.Equal(UsageReading.Nothing(January), await book.ReadAsync(metered.Account, January, close: false, default));
        Assert.Equal([new UsageOutcome.Accepted(January)], await AddAsync(Event("a", "2026-01-15T12:00:00Z")));
    }

    [Fact]
    public async Task An_event_on_its_way_at_the_closing_is_in_the_closed_reading_or_late()
    {
        var (inTime, late) = (0m, 0m);
        for (var round = 0; round < 5; round++)
        {
            metered = await MonthlyAsync(services);
            var adding = Enumerable.Range(0, 30).Select(async n =>
            {
                await Task.Delay(n * 4);
                return Assert.Single(await AddAsync(Event($"e{n}", "2026-01-15T12:00:00Z")));
            }).ToList();
            var closing = Task.Delay(60).ContinueWith(_ => book.ReadAsync(metered.Account, January, close: true, default), TaskScheduler.Default).Unwrap();

            var outcomes = await Task.WhenAll(adding);
            var closed = await closing;

            Assert.Equal(closed.Sum, outcomes.Count(outcome => outcome is UsageOutcome.Accepted));
            Assert.Equal((closed.Sum, closed.EventCount), await ReadAsync(January));
            Assert.Equal(30 - closed.Sum, (await book.ReadAsync(metered.Account, February, close: false, default)).LateSum);
            Assert.Equal(30, outcomes.Count(outcome => outcome is UsageOutcome.Accepted or UsageOutcome.Late));
            (inTime, late) = (inTime + closed.Sum, late + 30 - closed.Sum);
        }

        Assert.True(inTime > 0 && late > 0, $"{inTime} came in time and {late} late: the closing fell between no two events.");
    }

    [Fact]
    public async Task A_sender_that_died_before_its_event_was_added_can_send_it_again()
    {
        var used = Event("a", "2026-01-15T12:00:00Z");
        await services.GetRequiredService<UsageIds>().ClaimAsync(metered, [new PendingUsage(used)], default);

        Assert.Equal([new UsageOutcome.Accepted(January)], await AddAsync(used));
        Assert.Equal((1, 1), await ReadAsync(January));
    }

    [Fact]
    public async Task The_events_of_a_period_are_listed_by_their_time_page_after_page()
    {
        await AddAsync([.. Enumerable.Range(0, 120).Select(n => Event($"e{n}", $"2026-01-{30 - n % 30:D2}T12:00:00Z"))]);

        var listed = new List<RecordedUsage>();
        string? place = null;
        do
        {
            (var page, place) = await book.ListAsync(metered.Account, January, 50, place, default);
            Assert.InRange(page.Count, 1, 50);
            listed.AddRange(page);
        }
        while (place is not null);

        Assert.Equal(120, listed.Select(recorded => recorded.Event.EventId).Distinct().Count());
        Assert.Equal(120, listed.Count);
        Assert.Equal(listed.Select(recorded => recorded.Event.At).Order(), listed.Select(recorded => recorded.Event.At));
    }

    [Fact]
    public async Task Each_event_is_judged_alone()
    {
        var outcomes = await AddAsync(Event("early", "2025-12-31T12:00:00Z"), Event("right", "2026-01-15T12:00:00Z"), Event("ahead", "2026-06-03T12:00:00Z"));

        AssertRefused("usage-before-start", outcomes[0]);
        Assert.IsType<UsageOutcome.Accepted>(outcomes[1]);
        AssertRefused("usage-in-future", outcomes[2]);
    }

    [Fact]
    public async Task Where_different_keys_are_counted_an_event_must_have_one()
    {
        metered = await MonthlyAsync(services, aggregation: UsageAggregation.UniqueCount);

        AssertRefused("unique-key-missing", Assert.Single(await AddAsync(Event("a", "2026-01-15T12:00:00Z"))));
        Assert.Equal([new UsageOutcome.Accepted(January)], await AddAsync(Event("a", "2026-01-15T12:00:00Z", 1, "user")));
    }

    [Fact]
    public async Task What_was_billed_without_usage_takes_none_afterwards()
    {
        var billed = metered with { Meter = metered.Meter with { Subscription = metered.Meter.Subscription with { BilledThrough = February.PeriodStart } } };

        AssertRefused("not-metered", Assert.Single(await book.AddAsync(billed, [Event("a", "2026-01-15T12:00:00Z")], "sender", default)));
        Assert.Equal((0, 0), await ReadAsync(February));
    }

    [Fact]
    public async Task A_period_that_is_billed_takes_nothing_even_while_its_head_is_open()
    {
        await AddAsync(Event("a", "2026-01-15T12:00:00Z"));
        var billed = metered with { Meter = metered.Meter with { Subscription = metered.Meter.Subscription with { BilledThrough = February.PeriodStart } } };

        Assert.Equal([new UsageOutcome.Late(January, February)], await book.AddAsync(billed, [Event("b", "2026-01-15T12:00:00Z")], "sender", default));
    }

    [Fact]
    public async Task A_late_event_is_found_where_it_went_when_the_periods_before_are_cut_otherwise_since()
    {
        await book.ReadAsync(metered.Account, January, close: true, default);
        await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40));
        await book.ReadAsync(metered.Account, February, close: true, default);
        var subscription = metered.Meter.Subscription;
        metered = metered with { Meter = metered.Meter with { Subscription = subscription with { BilledThrough = Month(3).PeriodStart, Terms = [subscription.Terms[0] with { Anchor = new DateOnly(2026, 1, 9) }] } } };

        Assert.Equal([new UsageOutcome.Duplicate(February)], await AddAsync(Event("late", "2026-01-20T12:00:00Z", 40)));
    }

    [Fact]
    public async Task An_event_that_was_refused_leaves_its_id_free()
    {
        await AddAsync(Event("a", "2025-12-31T12:00:00Z"));

        Assert.Equal([new UsageOutcome.Accepted(January)], await AddAsync(Event("a", "2026-01-01T12:00:00Z")));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        services = azurite.Services(new FakeTimeProvider(Now));
        book = services.GetRequiredService<UsageBook>();
        metered = await MonthlyAsync(services);
    }

    async Task IAsyncLifetime.DisposeAsync() => await services.DisposeAsync();

    private Task<IReadOnlyList<UsageOutcome>> AddAsync(params UsageEvent[] events) => book.AddAsync(metered, events, "sender", default);

    private async Task<(decimal Sum, long Events)> ReadAsync(UsagePeriodKey key)
    {
        var reading = await book.ReadAsync(metered.Account, key, close: false, default);
        return (reading.Sum, reading.EventCount);
    }

    private static void AssertRefused(string code, UsageOutcome outcome) => Assert.Equal(code, Assert.IsType<UsageOutcome.Refused>(outcome).Refusal.Code);
}
