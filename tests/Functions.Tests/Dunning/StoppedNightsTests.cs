using System.Collections.Concurrent;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Dunning;

/// <summary>Nights from 5 January 2026 on, over invoices that are due on 19 January: what is quiet or stopped, and what the log says of it.</summary>
public sealed class StoppedNightsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly List<string> woken = [];
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 3, 15, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_stops_a_step_is_logged_with_the_rule_and_why_and_the_step_goes_out_when_nothing_does()
    {
        await using var services = azurite.Services(clock);
        using var log = new Remembered();
        services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var seller = await Given.SellerAsync(services);
        var (disputed, held, free) = (await Given.AccountAsync(services, seller), await Given.AccountAsync(services, seller), await Given.AccountAsync(services, seller));
        var invoice = await Given.InvoiceAsync(services, disputed);
        var other = await Given.InvoiceAsync(services, held);
        await Given.InvoiceAsync(services, free);
        await Given.TransactAsync(services, disputed, new OpenDispute(invoice.Invoice.DocumentId, "wrong price"), "dispute");
        await Given.TransactAsync(services, held, new HoldDunning("moving house", new DateOnly(2026, 1, 25)), "hold");

        await NightsAsync(services, 19);
        await Given.TransactAsync(services, disputed, new CloseDispute(invoice.Invoice.DocumentId), "settled");
        await NightsAsync(services, 4);

        var said = log.Lines.Where(line => line.StartsWith("Dunning of", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, said.Count);
        Assert.Contains($"Dunning of invoice {invoice.Number} of {disputed} (OverdueNotice on 2026-01-22) is stopped by disputed: The customer contests it: wrong price", said);
        Assert.Contains($"Dunning of invoice {other.Number} of {held} (OverdueNotice on 2026-01-22) is stopped by on-hold: The account is on hold until 2026-01-25: moving house", said);
        Assert.Equal(["01-20 InvoiceBecameOverdue", "01-22 DunningStopped", "01-24 DisputeClosed", "01-24 NoticeIssued"], await HappenedAsync(services, disputed));
        Assert.Equal(["01-20 InvoiceBecameOverdue", "01-22 DunningStopped", "01-25 NoticeIssued"], await HappenedAsync(services, held));
        Assert.Equal(["01-20 InvoiceBecameOverdue", "01-22 NoticeIssued"], await HappenedAsync(services, free));
    }

    [Fact]
    public async Task What_falls_on_a_weekend_or_a_holiday_goes_out_on_the_next_working_day_and_nobody_is_woken_before()
    {
        await using var services = azurite.Services(clock);
        var seller = await Given.SellerAsync(services, dunning: [new DunningStep(-13, DunningAction.Reminder), new DunningStep(5, DunningAction.OverdueNotice) { Channel = NoticeChannel.Letter }]);
        var book = services.GetRequiredService<ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, seller, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Policy, seller, seller, policy with { Dunning = [policy.Dunning[0] with { QuietDays = new QuietDays(true, ["DE-BY"], [new DateOnly(2026, 1, 26)]) }] }, etag, default);
        var account = await Given.AccountAsync(services, seller);
        await Given.InvoiceAsync(services, account);

        // 6 January is Epiphany in Bavaria, 24 January a Saturday, and on the Monday after it the seller is closed.
        await NightsAsync(services, 25);

        Assert.Equal(["01-07 NoticeIssued", "01-20 InvoiceBecameOverdue", "01-27 NoticeIssued"], await HappenedAsync(services, account));
        Assert.Equal(NoticeChannel.Letter, (await RecordsAsync(services, account)).SelectMany(record => record.Events).OfType<NoticeIssued>().Last().Channel);
        Assert.Equal([$"01-07 {account}", $"01-20 {account}", $"01-27 {account}"], woken.Where(night => night.EndsWith($" {account}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_step_assigns_a_person_a_task_that_ends_with_the_payment()
    {
        await using var services = azurite.Services(clock);
        var seller = await Given.SellerAsync(services, dunning: [new DunningStep(3, DunningAction.OverdueNotice) { AssignTo = "ann", SuspendsSubscriptions = true }]);
        var account = await Given.AccountAsync(services, seller);
        var invoice = await Given.InvoiceAsync(services, account);
        await NightsAsync(services, 18);
        await KeepTasksAsync(services, account);

        var task = Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync());
        Assert.Equal(("dunning-assigned", "ann", account.ToString()), (task.Kind, task.AssignedTo, task.Subject));
        Assert.Equal($"ann is to care for what {account} owes: 119.00 EUR of invoice {invoice.Number}, due on 2026-01-19. It ends when that is paid.", task.Text);
        var state = await Given.StateAsync(services, account);
        Assert.Equal(new DateOnly(2026, 2, 1), Assert.Single(state.Suspension!.Subscriptions).From);

        await Given.TransactAsync(services, account, new ApplyPayment("pay|p|1", "manual|m|p", new Money(119, Currency.Of("EUR")), new DateOnly(2026, 1, 23), null), "pay");
        await KeepTasksAsync(services, account);

        Assert.Empty(await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync());
        Assert.Null((await Given.StateAsync(services, account)).Suspension);
    }

    private async Task NightsAsync(IServiceProvider services, int count)
    {
        for (var night = 0; night < count; night++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await Nights.TickAsync(services);
            woken.AddRange((await Nights.WorkAsync(services)).Select(account => $"{clock.GetUtcNow():MM-dd} {account}"));
        }
    }

    private static async Task KeepTasksAsync(IServiceProvider services, AccountId account)
    {
        foreach (var record in await RecordsAsync(services, account))
            await services.GetRequiredService<AccountTasks>().KeepAsync(account, record, default);
    }

    private static async Task<IReadOnlyList<CommandRecord>> RecordsAsync(IServiceProvider services, AccountId account) =>
        await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).ToListAsync();

    // Since the invoice.
    private static async Task<IReadOnlyList<string>> HappenedAsync(IServiceProvider services, AccountId account) => [.. (await RecordsAsync(services, account))
        .SelectMany(record => record.Events.Select(happened => (record.Today, Name: happened.GetType().Name)))
        .Where(happened => happened.Name is not ("AccountOpened" or "SubscriptionStarted" or "InvoiceFinalized" or "DisputeOpened" or "DunningHeld")).Select(happened => $"{happened.Today:MM-dd} {happened.Name}")];

    private sealed class Remembered : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
