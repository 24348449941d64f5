using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Billing.Functions.Tests.Usage.Meters;

namespace Billing.Functions.Tests.Usage;

/// <summary>From events to invoices: what was used is billed once, in its own period or in the next.</summary>
public sealed class MeteredInvoiceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero));
    private ServiceProvider services = null!;
    private AccountId account;

    [Fact]
    public async Task An_invoice_has_exactly_the_usage_of_its_period()
    {
        await StartAsync();
        await SendAsync([.. Many("jan", 150), Event("feb", "2026-01-31T23:30:00Z", 7)]);

        var line = Assert.Single((await BillAsync("2026-02-01")).Single().Lines);

        Assert.Equal((150, 37.50m, 0), (line.Quantity, line.Net.Amount, line.LateEvents));
        Assert.Equal((7, false), await UsageOfAsync(February));
    }

    [Fact]
    public async Task A_line_can_be_traced_to_its_events()
    {
        await StartAsync();
        await SendAsync([.. Enumerable.Range(1, 20).Select(n => Event($"e{n}", $"2026-01-{n:D2}T12:00:00Z", n))]);
        var line = Assert.Single((await BillAsync("2026-02-01")).Single().Lines);

        var (events, _) = await services.GetRequiredService<UsageBook>().ListAsync(account, new UsagePeriodKey(line.SubscriptionId, line.Period.Start), 100, null, default);

        Assert.Equal(line.Quantity, events.Sum(recorded => recorded.Event.Quantity));
        Assert.Equal(20, events.Count);
    }

    [Fact]
    public async Task Usage_that_comes_while_the_invoice_is_a_draft_is_on_it()
    {
        await StartAsync(policy => policy with { DraftWindowDays = 3 });
        await SendAsync(Event("a", "2026-01-15T12:00:00Z", 10));
        Assert.Empty(await BillAsync("2026-02-01"));
        Assert.Equal([new UsageOutcome.Accepted(January)], await SendAsync(Event("grace", "2026-01-20T12:00:00Z", 5)));

        var line = Assert.Single((await BillAsync("2026-02-04")).Single().Lines);

        Assert.Equal((15, 3.75m, 0), (line.Quantity, line.Net.Amount, line.LateEvents));
        Assert.Equal([new UsageOutcome.Late(January, February)], await SendAsync(Event("late", "2026-01-20T12:00:00Z", 2)));
    }

    [Fact]
    public async Task Usage_that_comes_after_the_invoice_is_on_the_next_which_says_so()
    {
        await StartAsync();
        await SendAsync(Event("a", "2026-01-15T12:00:00Z", 10));
        await BillAsync("2026-02-01");
        await SendAsync(Event("late", "2026-01-20T12:00:00Z", 4), Event("b", "2026-02-01T12:00:00Z", 6));

        var line = Assert.Single((await BillAsync("2026-03-01")).Single().Lines);

        Assert.Equal((10, 1), (line.Quantity, line.LateEvents));
    }

    [Fact]
    public async Task A_month_without_usage_is_closed_all_the_same()
    {
        await StartAsync();
        await BillAsync("2026-02-01");

        Assert.Equal((0, true), await UsageOfAsync(January));
        Assert.Equal([new UsageOutcome.Late(January, February)], await SendAsync(Event("late", "2026-01-20T12:00:00Z", 4)));
    }

    [Fact]
    public async Task A_preview_shows_the_usage_and_closes_nothing()
    {
        await StartAsync();
        await SendAsync(Event("a", "2026-01-15T12:00:00Z", 10));
        clock.SetUtcNow(At("2026-02-01"));

        var preview = Assert.IsType<Decision.Accepted>(await services.GetRequiredService<AccountLedger>().PreviewAsync(Request("preview"), default));

        Assert.Equal(10, preview.Events.OfType<InvoiceFinalized>().Single().Invoice.Lines.Single().Quantity);
        Assert.Equal((10, false), await UsageOfAsync(January));
    }

    [Fact]
    public async Task A_customer_who_comes_back_in_the_same_month_is_billed_for_each_part_once()
    {
        await StartAsync();
        await SendAsync(Event("a", "2026-01-05T12:00:00Z", 10));
        await Given.TransactAsync(services, account, new CancelSubscription("api", new DateOnly(2026, 1, 10)), "end");
        Assert.Equal(10, (await BillAsync("2026-01-10")).Single().Lines.Single().Quantity);
        clock.SetUtcNow(At("2026-01-20"));
        await Given.TransactAsync(services, account, new ReactivateSubscription("api", null), "back");

        var outcomes = await SendAsync(Event("b", "2026-01-20T12:00:00Z", 3), Event("gap", "2026-01-15T12:00:00Z", 3), Event("late", "2026-01-05T13:00:00Z", 1));

        Assert.IsType<UsageOutcome.Accepted>(outcomes[0]);
        Assert.Equal("usage-while-paused", Assert.IsType<UsageOutcome.Refused>(outcomes[1]).Refusal.Code);
        Assert.IsType<UsageOutcome.Late>(outcomes[2]);
        var line = (await BillAsync("2026-02-01")).Single().Lines.Single();
        Assert.Equal((4, 1), (line.Quantity, line.LateEvents));
    }

    [Fact]
    public async Task A_trial_is_free()
    {
        await StartAsync(trialEnd: new DateOnly(2026, 1, 10));
        await SendAsync(Event("trial", "2026-01-05T12:00:00Z", 10), Event("a", "2026-01-10T12:00:00Z", 4));

        Assert.Equal(4, (await BillAsync("2026-02-10")).Single().Lines.Single().Quantity);
    }

    [Fact]
    public async Task What_is_too_little_for_an_invoice_is_not_carried_over_while_it_is_measured()
    {
        await StartAsync(policy => policy with { DraftWindowDays = 3, MinimumInvoice = 5 });
        await SendAsync(Event("a", "2026-01-15T12:00:00Z", 1));
        Assert.Empty(await BillAsync("2026-02-01"));
        await SendAsync(Event("grace", "2026-01-20T12:00:00Z", 5));

        Assert.Equal(6, (await BillAsync("2026-02-04")).Single().Lines.Single().Quantity);
    }

    [Fact]
    public async Task Whatever_is_sent_while_invoices_are_made_is_billed_once()
    {
        await StartAsync();
        clock.SetUtcNow(At("2026-02-01"));
        var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(async sender =>
        {
            var outcomes = new List<UsageOutcome>();
            for (var n = 0; n < 25; n++)
                outcomes.AddRange(await SendAsync(Event($"{sender}-{n}", "2026-01-15T12:00:00Z")));
            return outcomes;
        }));
        await Task.Delay(150);
        var first = await BillAsync("2026-02-01");
        var outcomes = (await sending).SelectMany(sent => sent).ToList();
        var second = await BillAsync("2026-03-01");

        var (january, february) = (first.Single().Lines.Single(), second.Single().Lines.Single());
        Assert.Equal(outcomes.Count(outcome => outcome is UsageOutcome.Accepted), january.Quantity);
        Assert.Equal((outcomes.Count(outcome => outcome is UsageOutcome.Late), february.LateEvents), (february.Quantity, (long)february.Quantity));
        Assert.Equal(100, january.Quantity + february.Quantity);
    }

    Task IAsyncLifetime.InitializeAsync()
    {
        services = azurite.Services(clock);
        return Task.CompletedTask;
    }

    async Task IAsyncLifetime.DisposeAsync() => await services.DisposeAsync();

    private static DateTimeOffset At(string day) => new(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(8, 0), TimeSpan.Zero);

    private async Task StartAsync(Func<BillingPolicy, BillingPolicy>? policy = null, DateOnly? trialEnd = null)
    {
        account = await Given.AccountAsync(services, await SellerAsync(services, policy: policy));
        await Given.TransactAsync(services, account, new StartSubscription("api", "api", 1, new DateOnly(2026, 1, 1), null, trialEnd), "start");
    }

    // The clock goes on to the latest event, so that none is ahead of it.
    private Task<IReadOnlyList<UsageOutcome>> SendAsync(params UsageEvent[] events)
    {
        if (clock.GetUtcNow() < events.Max(used => used.At))
            clock.SetUtcNow(events.Max(used => used.At));
        return services.GetRequiredService<UsageIntake>().TakeAsync([.. events.Select(used => new SentUsage(account, used))], "sender", default);
    }

    private async Task<IReadOnlyList<Invoice>> BillAsync(string day)
    {
        if (clock.GetUtcNow() < At(day))
            clock.SetUtcNow(At(day));
        var outcome = await services.GetRequiredService<AccountLedger>().TransactAsync(Request($"bill {day}"), default);
        return [.. ((AccountOutcome.Committed)outcome).Events.OfType<InvoiceFinalized>().Select(issued => issued.Invoice)];
    }

    private AccountRequest Request(string key) => new(account, new RunBilling(), new CommandId("run", key), null, "test");

    private async Task<(decimal Sum, bool Closed)> UsageOfAsync(UsagePeriodKey key)
    {
        var reading = await services.GetRequiredService<UsageBook>().ReadAsync(account, key, close: false, default);
        return (reading.Sum, reading.Closed);
    }
}
