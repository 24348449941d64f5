using Billing.DevHost.Mail;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Statements;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Dunning;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Statements;

/// <summary>Statements day by day, with storage of its own and a mail server: what is recorded, and what the customer gets.</summary>
public sealed class MonthlyStatementTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 20, 3, 55, 0, TimeSpan.Zero));
    private MailCatcher mail = null!;
    private ServiceProvider services = null!;

    [Fact]
    public async Task Each_month_is_stated_once_on_its_day_to_the_customer_and_its_contacts_until_nothing_is_open()
    {
        var account = await MonthlyAsync(customer => customer with { Language = "ar", Contacts = [new BillingContact("Mona", "mona@kunde.example")] });
        await Given.InvoiceAsync(services, account);
        await DaysAsync(30);
        await Given.TransactAsync(services, account, new ApplyPayment("pay|p|1", "manual|m|p", new Money(119, Currency.Of("EUR")), new DateOnly(2026, 2, 18), null), "pay");
        await DaysAsync(60);

        Assert.Equal(["02-03 2026-01-31 119.00 EUR", "03-03 2026-02-28 0.00 EUR"], await StatedAsync(account));
        Assert.Equal(["a@kunde.example", "mona@kunde.example", "a@kunde.example", "mona@kunde.example"], mail.Messages.Select(message => Assert.Single(message.To).Email));
        Assert.All(mail.Messages, message => Assert.Contains("كشف حساب", message.Subject, StringComparison.Ordinal));
        Assert.EndsWith("-STM-2026-000001.pdf", Assert.Single(mail.Messages[0].Attachments).FileName, StringComparison.Ordinal);
        Assert.Empty(await services.GetRequiredService<DueCalendar>().DuePartitionsAsync(WorkKind.State, new DateOnly(2099, 1, 1), default).ToListAsync());
    }

    [Fact]
    public async Task After_downtime_the_months_come_in_order_and_a_batch_that_comes_again_changes_nothing()
    {
        var account = await MonthlyAsync(customer => customer);
        await Given.InvoiceAsync(services, account);
        clock.Advance(TimeSpan.FromDays(80));

        await TickAsync();
        await ScanAsync();
        List<AccountBatchMessage> seen = [];
        while (await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.StateAccounts) is { Count: > 0 } batches)
        {
            seen.AddRange(batches);
            await StateAsync(batches);
        }

        await StateAsync(seen);
        Assert.Empty(await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.StateAccounts));
        Assert.Equal(["04-10 2026-01-31 119.00 EUR", "04-10 2026-02-28 119.00 EUR", "04-10 2026-03-31 119.00 EUR"], await StatedAsync(account));
        await Nights.DeliverAsync(services);
        Assert.Equal(["000001", "000002", "000003"], mail.Messages.Select(message => Assert.Single(message.Attachments).FileName[^10..^4]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_seller_without_monthly_statements_has_nothing_in_the_calendar()
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        await Given.InvoiceAsync(services, account);
        await DaysAsync(20);

        Assert.Empty(await StatedAsync(account));
        Assert.Null(AccountAgenda.StateOn(await Given.StateAsync(services, account), (await services.GetRequiredService<ConfigurationBook>().ReadAsync(account.Seller, default)).Policy));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        mail = await MailCatcher.StartAsync("SG.key");
        services = azurite.Services(clock, new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Email:AllowRealRecipients"] = "true",
            ["SendGrid:ApiKey"] = "SG.key",
            ["SendGrid:BaseUrl"] = mail.Url.ToString().TrimEnd('/'),
        });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await services.DisposeAsync();
        await mail.DisposeAsync();
    }

    // Stated on the third of each month, since January; receipts are another matter.
    private async Task<AccountId> MonthlyAsync(Func<CustomerProfile, CustomerProfile> with)
    {
        var seller = await Given.SellerAsync(services);
        var book = services.GetRequiredService<ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, seller, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Policy, seller, seller, policy with { Receipts = ReceiptPolicy.None, Statements = new StatementPolicy(true, StatementKind.BalanceForward, 3, 0, new DateOnly(2026, 1, 1)) }, etag, default);
        return await Given.AccountAsync(services, seller, with: with);
    }

    private async Task DaysAsync(int count)
    {
        await Given.TakeMessagesAsync<RenderDocumentsMessage>(services, StorageNames.RenderDocuments);
        for (var day = 0; day < count; day++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await TickAsync();
            await ScanAsync();
            await StateAsync(await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.StateAccounts));
            await Nights.DeliverAsync(services);
        }
    }

    private Task TickAsync() => ActivatorUtilities.CreateInstance<IssueStatements>(services).RunAsync(new TimerInfo(), default);

    private async Task ScanAsync()
    {
        while (await Given.TakeMessagesAsync<ScanDueWorkMessage>(services, StorageNames.ScanDueWork) is { Count: > 0 } scans)
        {
            foreach (var scan in scans)
                await ActivatorUtilities.CreateInstance<ScanDueWork>(services).RunAsync(BillingJson.Write(scan), new DequeuedContext(1), default);
        }
    }

    private async Task StateAsync(IEnumerable<AccountBatchMessage> batches)
    {
        foreach (var batch in batches)
            await ActivatorUtilities.CreateInstance<StateAccounts>(services).RunAsync(BillingJson.Write(batch), new DequeuedContext(1), default);
    }

    private async Task<IReadOnlyList<string>> StatedAsync(AccountId account) => await services.GetRequiredService<AccountRows>().HistoryAsync(account, default)
        .SelectMany(record => record.Events.OfType<StatementIssued>().Select(issued => $"{record.Today:MM-dd} {issued.Through:O} {issued.Closing}")).ToListAsync();
}
